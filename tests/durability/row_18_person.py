# SPDX-License-Identifier: EUPL-1.2
"""Where people type who a patient is, what they answered, and why they are in a protocol."""

from tests.durability.lock_stage import LockStage
from tests.durability.row_18_form import Form, first_case, go, screen
from tests.services.protocols import put_in_force
from ui.screens.case import CaseScreen
from ui.screens.case.consent_form import ConsentForm
from ui.screens.case.day_and_why import DayAndWhy
from ui.widgets import LabeledField


def _case(stage: LockStage) -> CaseScreen:
    return screen(stage, "case", CaseScreen)


def _open_case(stage: LockStage) -> CaseScreen:
    return go(stage, "case", CaseScreen, first_case(stage))


def _identity(stage: LockStage) -> None:
    shown = _open_case(stage).summary.identity
    shown.show_button.click()
    shown.recto.title.click()


def _recto(stage: LockStage, name: str) -> LabeledField:
    return _case(stage).summary.identity.recto.lines[name]


def _answer(stage: LockStage) -> None:
    _open_case(stage).summary.consent.note_button.click()
    form = _consent(stage)
    form.reach.set_value("outside")
    form.reach.chosen.emit("outside")
    form.more.click()


def _consent(stage: LockStage) -> ConsentForm:
    return _case(stage).summary.consent.form


def _inclusion(stage: LockStage) -> None:
    if not stage.session.store.rows.protocols.all():
        put_in_force(stage.session.store, stage.session.desk.clock.today())
    _open_case(stage).summary.protocols.add_button.click()


def _when(stage: LockStage) -> DayAndWhy:
    return _case(stage).summary.protocols.form.when


PERSON_FORMS = {
    "why somebody is in a protocol": Form(
        _inclusion,
        {
            "case/day_and_why DayAndWhy: on": lambda s: _when(s).on,
            "case/day_and_why DayAndWhy: why": lambda s: _when(s).why,
        },
    ),
    "an identity with half a birth": Form(
        _identity,
        {
            "case/identity_card IdentityCard: last": lambda s: _case(s).summary.identity.last,
            "case/identity_card IdentityCard: first": lambda s: _case(s).summary.identity.first,
            "case/identity_card IdentityCard: born": lambda s: _case(s).summary.identity.born,
            "case/identity_card IdentityCard: contact": lambda s: _case(s).summary.identity.contact,
            "case/recto_fields RectoFields: lines": lambda s: _recto(s, "address"),
            "case/recto_fields RectoFields: lines 2": lambda s: _recto(s, "relatives"),
            "case/recto_fields RectoFields: lines 3": lambda s: _recto(s, "insurance"),
        },
    ),
    "an answer about the consent": Form(
        _answer,
        {
            "case/protection_line ProtectionLine: year": lambda s: (
                _case(s).summary.consent.protection.year
            ),
            "case/consent_form ConsentForm: by": lambda s: _consent(s).by,
            "case/consent_form ConsentForm: on": lambda s: _consent(s).on,
            "case/structure_lines StructureLines: edit": lambda s: _consent(s).structures.edits[0],
            "case/consent_details ConsentDetails: scope": lambda s: _consent(s).details.scope,
            "case/consent_details ConsentDetails: informed": lambda s: _consent(s).details.informed,
            "case/consent_details ConsentDetails: renew": lambda s: _consent(s).details.renew,
        },
    ),
}
