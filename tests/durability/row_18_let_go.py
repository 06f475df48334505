# SPDX-License-Identifier: EUPL-1.2
"""The fields that `row_18_fields.py` has not: what tries them, or why they are let go."""

_BEGUN = "tests/ui/test_meeting_mode_begun.py::test_what_is_typed_comes_back_after"
_HALF = (
    "tests/durability/test_row_18_lock_anywhere.py"
    "::test_row_18_half_an_action_and_half_a_decision_are_kept"
)
_WORD = (
    "tests/durability/test_row_18_lock_anywhere.py"
    "::test_row_18_a_word_in_the_middle_of_its_composition_is_kept"
)
_LINE = (
    "tests/durability/test_row_18_lock_anywhere.py::test_row_18_a_word_composed_in_one_line_is_kept"
)
_STEP = "tests/ui/test_protocol_steps.py::test_what_stands_in_a_cell_when_the_vault_locks_is_kept"
_PROTOCOL = "tests/ui/test_meeting_mode_protocol.py::test_what_is_typed_of_"
_FIGURE = "tests/ui/test_protocol_usage.py::test_a_figure_half_typed_comes_back_after_a_lock"
ELSEWHERE = {
    "meeting_mode/action_row ActionRow: due": _HALF,
    "meeting_mode/action_row ActionRow: text": _HALF,
    "meeting_mode/action_row ActionRow: who": _HALF,
    "meeting_mode/approval_bar ApprovalBar: correction": _BEGUN,
    "meeting_mode/decisions_pane DecisionLine: edit": _BEGUN,
    "meeting_mode/decisions_pane DecisionsPane: new": _HALF,
    "meeting_mode/earlier_line EarlierLine: edit": _BEGUN,
    "meeting_mode/fate_row FateRow: edit": (
        "tests/ui/test_meeting_mode_begun.py"
        "::test_the_reason_of_a_fate_comes_back_after_escape_another_item_and_a_kill"
    ),
    "meeting_mode/fields FieldsArea: lines": _LINE,
    "meeting_mode/fields FieldsArea: panes": _WORD,
    "meeting_mode/point_page PointPage: pane": _WORD,
    "meeting_mode/postpone_line PostponeLine: edit": _BEGUN,
    "meeting_mode/protocol_bar ProtocolBar: day": f"{_PROTOCOL}a_day_is_there_again",
    "meeting_mode/protocol_bar ProtocolBar: why": f"{_PROTOCOL}a_reason_is_there_after_a_lock",
    "meeting_mode/unplanned_line UnplannedLine: search": _BEGUN,
    "meeting_mode/unplanned_line UnplannedLine: who": _BEGUN,
    "protocol/figure_form FigureForm: denominator": _FIGURE,
    "protocol/figure_form FigureForm: note": _FIGURE,
    "protocol/figure_form FigureForm: numerator": _FIGURE,
    "protocol/step_editor StepEditor: texts": _STEP,
    "protocol/step_editor StepEditor: who": _STEP,
}
"""Meeting mode and protocols save by themselves; the test that locks or kills over the field."""

_SECRET = "a secret is never written anywhere: it is typed again"
_SEARCH = "letters that look for something: nothing is written with them"
_SHOWS = "shows a text that is kept elsewhere; nobody types in it"
_FIRST = "there is no vault yet to keep it in, and nothing locks: the page waits"
NOT_KEPT = {
    "accounts/forms NewAccountForm: secret": _SECRET,
    "accounts/forms OwnPassphraseForm: old": _SECRET,
    "accounts/forms OwnPassphraseForm: secret": _SECRET,
    "accounts/sheet_pane SheetPane: groups": _SECRET,
    "carry/view CarryScreen: passphrase": _SECRET,
    "first_run/pages AccountPage: secret": _SECRET,
    "report/pane ReportPane: whole": _SHOWS,
    "reopening Reopening: passphrase": _SECRET,
    "unlock/errand PassphraseErrand: passphrase": _SECRET,
    "unlock/recovery RecoveryPage: groups": _SECRET,
    "unlock/recovery RecoveryPage: secret": _SECRET,
    "unlock/view UnlockPage: passphrase": _SECRET,
    "cases/view CasesScreen: search": _SEARCH,
    "directory/view DirectoryScreen: search": _SEARCH,
    "journal/filters JournalFilters: code": _SEARCH,
    "journal/filters JournalFilters: since": _SEARCH,
    "journal/filters JournalFilters: until": _SEARCH,
    "prepare/cards CandidateCard: search": _SEARCH,
    "search/view SearchScreen: box": _SEARCH,
    "settings/words_card WordsCard: search": _SEARCH,
    "shell/palette Palette: letters": _SEARCH,
    "case/join_form JoinForm: field": "letters of a code: Enter takes the file they find",
    "case/join_form JoinForm: line": "letters of a code: Enter takes the file they find",
    "case/circle_card CircleCard: line": "letters: Enter adds the person they find",
    "prepare/people_picker PeoplePicker: line": "three letters: Enter takes the person they find",
    "meeting_mode/attendance_panel AttendancePanel: guest": "letters: Enter takes who they find",
    "meeting_mode/fate_row FateRow: day": "five signs of a date; until it is one the row asks",
    "meeting_mode/time_line TimeLine: edit": "four figures of an hour that is being lived",
    "actions/answer AnswerCard: text": _SHOWS,
    "backups/kept_texts KeptTextsCard: text": _SHOWS,
    "directory/importing ImportPane: paste": "a table pasted from a program that still has it",
    "protocols/preview_pane PreviewPane: title_field": "proposed afresh with its file",
    "protocols/view ProtocolsScreen: search": _SEARCH,
    "first_run/pages AccountPage: name": _FIRST,
    "first_run/pages PracticePage: end": _FIRST,
    "first_run/pages PracticePage: finess": _FIRST,
    "first_run/pages PracticePage: meeting_place": _FIRST,
    "first_run/pages PracticePage: name": _FIRST,
    "first_run/pages PracticePage: start": _FIRST,
}
"""Why what stands there is let go."""
