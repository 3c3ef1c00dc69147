"""Passkeys, authenticator app and recovery codes: added, used, renamed, removed, lost."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from fido2.webauthn import AuthenticatorData
from tests.accounts.device import Device, code_of_app
from tests.factories import CoOrganiserFactory, PersonFactory

from hromada.accounts import actions
from hromada.accounts.queries import second_factors_of
from hromada.kernel.audit import history_of

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # allauth tells of a new app after the commit

SECRET = re.compile(r'class="secret">(\w+)<')
CODES = re.compile(r"<li>(\d{8})</li>")
ACCOUNT, SECOND_STEP = "/de/accounts/", "/de/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False


@pytest.fixture
def person():
    return PersonFactory(email="mara@hromada.example")


@pytest.fixture
def inside(client, person):
    """A browser in which the person is signed in."""
    client.force_login(person)
    return client


def options_in(page) -> dict:
    return page.context["js_data"]


def add_passkey(client, device: Device, name: str = "Diensthandy"):
    page = client.get("/de/accounts/2fa/passkeys/add/")
    return client.post(
        page.request["PATH_INFO"], {"name": name, "credential": json.dumps(device.make(options_in(page)))}
    )


def sign_in_by_passkey(client, device: Device, **shown):
    options = client.get("/de/accounts/2fa/passkeys/login/", headers={"accept": "application/json"}).json()
    return client.post("/de/accounts/2fa/passkeys/login/", {"credential": json.dumps(device.show(options, **shown))})


def add_app(client) -> str:
    """The secret key that the app has learned."""
    address = "/de/accounts/2fa/app/add/"
    secret = SECRET.search(client.get(address).content.decode())[1]
    assert client.post(address, {"code": code_of_app(secret)}).url == "/de/accounts/2fa/recovery-codes/"
    return secret


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_passkey_opens_the_account_without_address_and_code(inside, person, letters):
    device = Device()
    add_passkey(inside, device)

    elsewhere = Client()
    elsewhere.get("/de/accounts/2fa/passkeys/login/", headers={"accept": "application/json"})
    before = elsewhere.session.session_key
    answer = sign_in_by_passkey(elsewhere, device)

    assert (answer.status_code, answer.url, is_in(elsewhere)) == (302, ACCOUNT, True)
    assert before not in (None, elsewhere.session.session_key)
    assert second_factors_of(person).passkeys[0].last_used_at is not None
    assert letters()[0].subject == "Ihre Anmeldung wurde geändert"


def test_a_passkey_leads_on_to_where_one_wanted_to_go(inside):
    device = Device()
    add_passkey(inside, device)
    elsewhere = Client()
    options = elsewhere.get("/uk/accounts/2fa/passkeys/login/", headers={"accept": "application/json"}).json()

    shown = {"credential": json.dumps(device.show(options)), "next": "/uk/accounts/2fa/passkeys/add/"}
    answer = elsewhere.post("/uk/accounts/2fa/passkeys/login/", shown)

    assert answer.url == "/uk/accounts/2fa/passkeys/add/"


@committed
@pytest.mark.parametrize("secret", ["passkey", "app"])
def test_with_a_second_factor_the_code_from_the_letter_is_not_enough(inside, person, sign_in, secret):
    add_passkey(inside, Device()) if secret == "passkey" else add_app(inside)
    elsewhere = Client()

    answer = sign_in(elsewhere, person)

    assert (answer.url, is_in(elsewhere)) == (SECOND_STEP, False)
    assert elsewhere.get(ACCOUNT).url == "/de/accounts/login/?next=/de/accounts/"


def test_the_second_step_takes_a_passkey(inside, person, sign_in):
    device = Device()
    add_passkey(inside, device)
    elsewhere = Client()
    sign_in(elsewhere, person)

    page = elsewhere.get(SECOND_STEP)
    answer = elsewhere.post(SECOND_STEP, {"credential": json.dumps(device.show(options_in(page)))})

    assert (answer.url, is_in(elsewhere)) == (ACCOUNT, True)


@committed
def test_the_second_step_takes_a_code_of_the_app_once(inside, person, sign_in):
    secret = add_app(inside)
    first, second = Client(), Client()
    code = code_of_app(secret)

    for browser in (first, second):
        sign_in(browser, person)
        answer = browser.post(SECOND_STEP, {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)
    assert "Dieser Code stimmt nicht oder wurde schon benutzt." in answer.content.decode()


@committed
@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(inside, person, sign_in, steps, is_taken):
    secret = add_app(inside)
    elsewhere = Client()
    sign_in(elsewhere, person)

    elsewhere.post(SECOND_STEP, {"code": code_of_app(secret, steps=steps)})

    assert is_in(elsewhere) == is_taken


@committed
def test_recovery_codes_are_shown_once_and_each_opens_the_account_once(inside, person, sign_in):
    add_app(inside)
    address = "/de/accounts/2fa/recovery-codes/"
    page = inside.get(address)
    shown = page.content.decode()
    codes = CODES.findall(shown)
    again = CODES.findall(inside.get(address).content.decode())
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, person)
        browser.post(SECOND_STEP, {"code": codes[3]})

    assert (len(set(codes)), again, "no-store" in page["Cache-Control"]) == (10, [], True)
    assert f"data:text/plain;charset=utf-8,Notfallcodes%20testserver%0A%0A{'%0A'.join(codes)}%0A" in shown
    assert (is_in(first), is_in(second)) == (True, False)
    assert second_factors_of(person).recovery_codes_left == 9


@committed
def test_new_recovery_codes_are_worth_something_and_the_earlier_nothing(inside, person, sign_in):
    add_app(inside)
    address = "/de/accounts/2fa/recovery-codes/"
    earlier = CODES.findall(inside.get(address).content.decode())

    inside.post(f"{address}make/")
    new = CODES.findall(inside.get(address).content.decode())
    elsewhere = Client()
    sign_in(elsewhere, person)
    elsewhere.post(SECOND_STEP, {"code": earlier[0]})
    before = is_in(elsewhere)
    elsewhere.post(SECOND_STEP, {"code": new[0]})

    assert (set(earlier) & set(new), before, is_in(elsewhere)) == (set(), False, True)


def test_recovery_codes_without_anything_to_recover_are_not_made(inside, person):
    answer = inside.post("/de/accounts/2fa/recovery-codes/make/")

    assert "Bitte fügen Sie zuerst eines davon hinzu." in answer.content.decode()
    assert inside.get("/de/accounts/2fa/recovery-codes/").status_code == 404


@committed
def test_each_change_is_written_down_and_told_in_the_persons_language(inside, person, letters):
    person.language = "uk"
    person.save()
    add_app(inside)
    add_passkey(inside, Device())
    passkey = second_factors_of(person).passkeys[0]
    inside.post(f"/de/accounts/2fa/passkeys/{passkey.pk}/rename/", {"name": "Ноутбук"})
    renamed = second_factors_of(person).passkeys[0].data["name"]
    inside.post(f"/de/accounts/2fa/passkeys/{passkey.pk}/remove/")
    inside.post("/de/accounts/2fa/app/remove/")

    told = letters()
    assert (renamed, Authenticator.objects.count()) == ("Ноутбук", 0)
    assert [entry.verb for entry in history_of(person)][::-1] == [
        "app_added",
        "passkey_added",
        "passkey_removed",
        "app_removed",
    ]
    assert {letter.subject for letter in told} == {"Спосіб вашого входу змінено"}
    assert [letter.to for letter in told] == [[person.email]] * 4


def test_someone_elses_passkey_is_not_there(inside, person):
    other = PersonFactory()
    theirs = Client()
    theirs.force_login(other)
    add_passkey(theirs, Device())
    add_passkey(inside, Device())
    passkey = second_factors_of(other).passkeys[0]

    answers = [
        send(f"/de/accounts/2fa/passkeys/{passkey.pk}/{verb}/", {"name": "Meiner"}).status_code
        for verb in ("rename", "remove")
        for send in (inside.get, inside.post)
    ]

    assert answers == [404] * 4
    assert second_factors_of(other).passkeys[0].data["name"] == "Diensthandy"


def test_before_a_change_a_browser_that_has_been_open_for_long_is_asked_again(inside, person):
    device = Device()
    add_passkey(inside, device)
    long_open = Client()
    long_open.force_login(person)
    passkey = second_factors_of(person).passkeys[0]
    remove = f"/de/accounts/2fa/passkeys/{passkey.pk}/remove/"

    asked = long_open.post(remove)
    page = long_open.get("/de/accounts/2fa/again/passkey/", {"next": remove})
    kept = second_factors_of(person).is_there
    long_open.post(page.request["PATH_INFO"], {"credential": json.dumps(device.show(options_in(page)))})
    long_open.post(remove)

    assert (asked.url.split("?")[0], kept) == ("/de/accounts/2fa/again/", True)
    assert not second_factors_of(person).is_there


def test_who_signed_in_with_a_second_factor_a_moment_ago_is_not_asked_again(inside, person):
    device = Device()
    add_passkey(inside, device)
    elsewhere = Client()
    sign_in_by_passkey(elsewhere, device)

    assert elsewhere.get("/de/accounts/2fa/passkeys/add/").status_code == 200


def test_a_passkey_that_is_not_opened_by_finger_face_or_pin_is_not_taken(inside, person):
    answer = add_passkey(inside, Device(flags=AuthenticatorData.FLAG.UP))

    assert "Der Passkey wurde nicht angenommen." in answer.content.decode()
    assert not second_factors_of(person).is_there


def test_nobody_comes_in_with_a_passkey_that_is_not_the_persons(inside, person):
    known, strange = Device(), Device()
    add_passkey(inside, known)

    for device, owner in ((strange, known.owner), (known, b"999999"), (known, b"\xff"), (known, b"")):
        browser = Client()
        answer = sign_in_by_passkey(browser, device, owner=owner)
        assert (answer.url, is_in(browser)) == ("/de/accounts/login/", False)
    assert "Der Passkey wurde nicht angenommen." in browser.get("/de/accounts/login/").content.decode()


def test_what_was_shown_to_another_site_opens_nothing_here(inside):
    device = Device()
    add_passkey(inside, device)
    device.origin = "https://testserver.example"
    browser = Client()

    sign_in_by_passkey(browser, device)

    assert not is_in(browser)


def test_an_answer_to_another_question_opens_nothing(inside):
    device = Device()
    add_passkey(inside, device)
    browser = Client()
    address = "/de/accounts/2fa/passkeys/login/"
    old = browser.get(address, headers={"accept": "application/json"}).json()
    browser.get(address, headers={"accept": "application/json"})

    browser.post(address, {"credential": json.dumps(device.show(old))})

    assert not is_in(browser)


FIELDS = ("clientDataJSON", "authenticatorData", "signature", "attestationObject", "userHandle")


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "x",
        "[]",
        "null",
        '"a"',
        "{}",
        json.dumps({"id": "a", "rawId": "a", "response": {}, "type": "public-key"}),
        json.dumps({"id": "_", "rawId": "_", "response": {"clientDataJSON": "e30", "attestationObject": "oA"}}),
        json.dumps({"id": [], "rawId": {}, "response": dict.fromkeys(FIELDS, 1)}),
        json.dumps({"id": "YQ", "rawId": "YQ", "response": dict.fromkeys(FIELDS, "YQ"), "type": "public-key"}),
        json.dumps({"id": "YQ", "rawId": "YQ", "response": dict.fromkeys(FIELDS, "oA"), "type": "public-key"}),
    ],
)
def test_what_is_no_answer_of_a_device_is_refused(inside, person, sign_in, sent):
    add_passkey(inside, Device())
    elsewhere, second = Client(), Client()
    elsewhere.get("/de/accounts/2fa/passkeys/login/", headers={"accept": "application/json"})
    sign_in(second, person)
    second.get(SECOND_STEP)
    inside.get("/de/accounts/2fa/passkeys/add/")

    answers = [
        inside.post("/de/accounts/2fa/passkeys/add/", {"name": "", "credential": sent}).status_code,
        elsewhere.post("/de/accounts/2fa/passkeys/login/", {"credential": sent}).status_code,
        second.post(SECOND_STEP, {"credential": sent}).status_code,
    ]

    assert answers == [200, 302, 200]
    assert (is_in(elsewhere), is_in(second), len(second_factors_of(person).passkeys)) == (False, False, 1)


def test_whoever_may_not_sign_in_does_not_by_passkey_either(inside, person):
    device = Device()
    add_passkey(inside, device)
    person.is_active = False
    person.save()
    elsewhere = Client()

    answer = sign_in_by_passkey(elsewhere, device)

    assert (answer.url, is_in(elsewhere)) == ("/de/accounts/inactive/", False)


@committed
def test_a_copy_of_the_database_does_not_tell_the_secrets(inside, person, settings):
    secret = add_app(inside)
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    codes = CODES.findall(inside.get("/de/accounts/2fa/recovery-codes/").content.decode())
    seed = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    with_fallback = seed.wrap().get_unused_codes()
    settings.SECRET_KEY_FALLBACKS = []

    assert secret not in stored
    assert (codes, with_fallback) == (with_fallback, codes)
    assert seed.wrap().get_unused_codes() != codes
    assert not second_factors_of(person).app.wrap().validate_code(code_of_app(secret))


@committed
def test_who_has_lost_everything_is_let_in_by_code_again_and_told(inside, person, letters, sign_in):
    add_app(inside)
    add_passkey(inside, Device())

    did = [actions.forget_second_factors(person, by=None) for _time in range(2)]
    elsewhere = Client()
    sign_in(elsewhere, person)

    assert (did, is_in(elsewhere)) == ([True, False], True)
    assert history_of(person)[0].verb == "second_factors_forgotten"
    assert [letter.subject for letter in letters()].count("Ihre Anmeldung wurde geändert") == 3


@pytest.mark.parametrize(("works_here", "has_factor", "is_told"), [(0, 0, 0), (1, 0, 1), (2, 0, 1), (1, 1, 0)])
def test_who_works_in_the_office_is_told_to_add_one(inside, person, works_here, has_factor, is_told):
    person.is_staff = works_here == 1
    person.save()
    if works_here == 2:
        CoOrganiserFactory(person=person)
    if has_factor:
        add_passkey(inside, Device())

    page = inside.get(ACCOUNT)

    assert ("Bitte fügen Sie einen Passkey hinzu" in page.content.decode()) == bool(is_told)


@pytest.mark.parametrize("count", [1, 3])
def test_the_account_page_costs_the_same_for_one_passkey_and_three(inside, count, django_assert_num_queries):
    for number in range(count):
        add_passkey(inside, Device(), f"Gerät {number}")

    with django_assert_num_queries(5):
        page = inside.get(ACCOUNT)

    assert page.content.decode().count("Umbenennen</a>") == count
