"""The addresses of a conference; those of an older release are the same below ``releases/<number>/``."""

from django.urls import URLPattern, URLResolver, include, path

from hromada.programme.views.mine import answering
from hromada.programme.views.office import (
    answers,
    appearances,
    beside,
    grid,
    history,
    importing,
    lists,
    moving,
    parts,
    pieces,
    preview,
    publishing,
    settings,
    team,
    terms,
    texts,
)
from hromada.programme.views.office import people as office_people
from hromada.programme.views.office import sessions as office_sessions
from hromada.programme.views.public import changes, downloads, mine, people, programme, session

app_name = "programme"

of_a_release = [
    path("programme/", programme.programme, name="programme"),
    path("sessions/<slug:key>/", session.session, name="session"),
    path("sessions/<slug:key>.ics", downloads.session_ics, name="session_ics"),
    path("programme.ics", downloads.programme_ics, name="programme_ics"),
    path("programme.pdf", downloads.programme_pdf, name="programme_pdf"),
    path("schedule.xml", downloads.programme_xml, name="schedule_xml"),
    path("schedule.json", downloads.programme_json, name="schedule_json"),
    path("people/", people.people, name="people"),
    path("people/<slug:key>/", people.person, name="person"),
]

of_a_session: list[URLPattern | URLResolver] = [
    path("", office_sessions.session, name="office_session"),
    path("duplicate/", office_sessions.duplicate_session, name="office_session_duplicate"),
    path("delete/", office_sessions.delete_session, name="office_session_delete"),
    path("people/new/", appearances.new_appearance, name="office_appearance_new"),
    path("people/<int:appearance>/confirm/", appearances.confirm_appearance, name="office_appearance_confirm"),
    path("people/<int:appearance>/decline/", appearances.decline_appearance, name="office_appearance_decline"),
    path("people/<int:appearance>/replace/", appearances.replace_appearance, name="office_appearance_replace"),
    path("<slug:sort>/new/", pieces.new_piece, name="office_piece_new"),
    path("<slug:sort>/<int:piece>/", pieces.piece, name="office_piece"),
    path("<slug:sort>/<int:piece>/remove/", pieces.remove_piece, name="office_piece_remove"),
    path("<slug:sort>/<int:piece>/move/", pieces.move_piece, name="office_piece_move"),
]

of_the_office: list[URLPattern | URLResolver] = [
    path("texts/", texts.texts, name="office_texts"),
    path("texts/<str:thing>/<slug:name>/<slug:language>/", texts.text, name="office_text"),
    path("terms/", terms.terms, name="office_terms"),
    path("terms/<int:term>/", terms.term, name="office_term"),
    path("terms/<int:term>/remove/", terms.remove_term, name="office_term_remove"),
    path("history/", history.history, name="office_history"),
    path("history/<int:entry>/take-back/", history.take_back, name="office_history_take_back"),
    path("history/<int:entry>/take-back/all/", history.take_batch_back, name="office_history_take_batch_back"),
    path("beside/<str:thing>/", beside.beside, name="office_beside"),
    path("programme/", grid.grid, name="office_grid"),
    path("programme/move/", moving.move, name="office_move"),
    path("programme/undo/", moving.undo, name="office_undo"),
    path("programme/redo/", moving.redo, name="office_redo"),
    path("programme/change/", lists.change, name="office_sessions_change"),
    path("sessions/", lists.sessions, name="office_sessions"),
    path("sessions/new/", office_sessions.new_session, name="office_session_new"),
    path("sessions/<slug:key>/", include(of_a_session)),
    path("places/", parts.places, name="office_places"),
    path("topics/", parts.topics, name="office_topics"),
    path("parts/<slug:parts>/new/", parts.new_part, name="office_part_new"),
    path("parts/<slug:parts>/<int:part>/", parts.part, name="office_part"),
    path("parts/<slug:parts>/<int:part>/remove/", parts.remove_part, name="office_part_remove"),
    path("parts/<slug:parts>/<int:part>/move/", parts.move_part, name="office_part_move"),
    path("settings/", settings.settings, name="office_settings"),
    path("settings/show/", settings.show, name="office_show"),
    path("settings/hide/", settings.hide, name="office_hide"),
    path("settings/home-page/", settings.lead_home_page_here, name="office_make_current"),
    path("team/", team.team, name="office_team"),
    path("team/<int:role>/", team.change_role, name="office_role"),
    path("team/<int:role>/take/", team.take_role, name="office_role_take"),
    path("team/co-organisers/<int:co_organiser>/remove/", team.remove_co_organiser, name="office_co_organiser_remove"),
    path("people/", office_people.people, name="office_people"),
    path("people/new/", office_people.new_person, name="office_person_new"),
    path("people/<int:speaker>/", office_people.person, name="office_person"),
    path("people/<int:speaker>/merge/", office_people.merge, name="office_person_merge"),
    path("answers/", answers.answers, name="office_answers"),
    path("answers/send/", answers.send_all, name="office_answers_send"),
    path("answers/<int:speaker>/", answers.answer, name="office_answer"),
    path("answers/<int:speaker>/decide/", answers.decide, name="office_answer_decide"),
    path("answers/<int:speaker>/send/", answers.send, name="office_answer_send"),
    path("answers/<int:speaker>/revoke/", answers.revoke, name="office_answer_revoke"),
    path("answers/<int:speaker>/files/<str:sent>/", answers.answer_file, name="office_answer_file"),
    path("publish/", publishing.publishing, name="office_publishing"),
    path("publish/now/", publishing.publish, name="office_publish"),
    path("publish/call-off/", publishing.call_off, name="office_call_off"),
    path("publish/return-to/<int:number>/", publishing.return_to, name="office_return_to"),
    path("import/", importing.imports, name="office_imports"),
    path("import/<int:run>/", importing.import_run, name="office_import"),
    path("import/<int:run>/write/", importing.write, name="office_import_write"),
    path("import/<int:run>/cancel/", importing.cancel, name="office_import_cancel"),
    path("import/<int:run>/errors.xlsx", importing.marked, name="office_import_marked"),
    path("draft.xlsx", importing.workbook, name="office_workbook"),
    path("preview/programme/", preview.programme, name="preview_programme"),
    path("preview/sessions/<slug:key>/", preview.session, name="preview_session"),
    path("preview/people/", preview.people, name="preview_people"),
    path("preview/people/<slug:person>/", preview.person, name="preview_person"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("mine/<str:token>/", answering.answer, name="answer"),
    path("mine/<str:token>/files/<str:sent>/", answering.file, name="answer_file"),
    path("office/<slug:slug>/", include(of_the_office)),
    path("<slug:slug>/", include(of_a_release)),
    path("<slug:slug>/releases/<int:number>/", programme.older),
    path("<slug:slug>/releases/<int:number>/", include(of_a_release)),
    path("<slug:slug>/changes/", changes.changes, name="changes"),
    path("<slug:slug>/my-programme/", mine.my_programme, name="my_programme"),
]
