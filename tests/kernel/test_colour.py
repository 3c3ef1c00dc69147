"""Whatever colour an edition chooses, its words can be read."""

import pytest

from hromada.kernel.colour import BLACK, DARK_PAPER, LIGHT_PAPER, WHITE, channels, contrast, tones


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [(BLACK, WHITE, 21.0), (WHITE, WHITE, 1.0), (channels("#767676"), WHITE, 4.54), (channels("#154194"), WHITE, 9.48)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(one, other) == contrast(other, one)


COLOURS = ["#154194", "#ffffff", "#000000", "#ffd500", "#0057b7", "#ff0000", "#00ff88", "#808080", "#767676", "#c8102e"]


@pytest.mark.parametrize("colour", COLOURS)
def test_every_tone_of_every_colour_has_the_contrast_of_its_use(colour):
    fit = tones(colour)

    assert contrast(channels(fit.ink_light), LIGHT_PAPER) >= 4.5
    assert contrast(channels(fit.ink_dark), DARK_PAPER) >= 4.5
    assert contrast(channels(fit.mark_light), LIGHT_PAPER) >= 3
    assert contrast(channels(fit.mark_dark), DARK_PAPER) >= 3
    assert contrast(channels(fit.ground), WHITE) >= 7


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        # Dark enough for light paper and under white words: left as it is; only dark paper wants it lighter.
        ("#154194", ("#154194", "#8198c5", "#154194", "#5b7ab4", "#154194")),
        # Gold is fine on dark paper, too light for text and marks on light paper.
        ("#ffd500", ("#7d6800", "#ffd500", "#9e8400", "#ffd500", "#695700")),
    ],
)
def test_a_colour_is_changed_only_where_it_cannot_be_read(colour, expected):
    fit = tones(colour)

    assert (fit.ink_light, fit.ink_dark, fit.mark_light, fit.mark_dark, fit.ground) == expected


@pytest.mark.parametrize("text", ["", "blue", "#12345", "#1234567", "#12345g", "154194", "#154194;}"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValueError, match="is not a colour of the form #rrggbb"):
        tones(text)
