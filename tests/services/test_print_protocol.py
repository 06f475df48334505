# SPDX-License-Identifier: EUPL-1.2
"""What is printed of a protocol: of which version, who validated it, and whether it is applied."""

from dataclasses import replace
from datetime import date

import pytest

from app.documents.protocol_views import ProtocolSummaryView, ProtocolView
from app.documents.views import Confidentiality, PersonLine
from app.domain.errors import NotFoundError
from app.domain.ids import MeetingId, ProfessionalId, ProtocolId, ProtocolStepId
from app.domain.meeting import AttendanceState
from app.domain.protocol import Moment, ProtocolContent, ProtocolStatus, ProtocolStep
from app.services.print_protocol import ProtocolPapers
from app.services.protocol_life import make_move
from tests.services.office import THURSDAY, Office

NEXT_YEAR = date(2027, 11, 26)
CONTENT = ProtocolContent(
    title="Chute à domicile",
    need="Trop de chutes",
    inclusion="- Deux chutes\n\n• Une plaie",
    exclusion="Vit en établissement",
    alerts="Appeler le 15",
    steps=(
        ProtocolStep(ProtocolStepId("y"), Moment.ALERT, who="Tous", what="Appeler"),
        ProtocolStep(ProtocolStepId("x"), Moment.SPOT, who="IDE", what="Demander"),
    ),
)


class Told:
    """A protocol of the office, moved and printed."""

    def __init__(self, office: Office) -> None:
        self.office, self.life = office, office.desk.protocols.life
        self.id: ProtocolId = office.desk.protocols.texts.create(CONTENT)[0]

    @property
    def papers(self) -> ProtocolPapers:
        return self.office.desk.protocols.papers

    def write(self, **texts: str) -> None:
        texts_ = self.office.desk.protocols.texts
        content = replace(texts_.get(self.id).content, **texts)  # type: ignore[arg-type]  # texts
        texts_.save_text(self.id, content)

    def led_by(self, name: str) -> None:
        self.office.desk.protocols.texts.save_heading(
            self.id, referent_id=None, referent_name=name, revise_on=None
        )

    def move(self, *moves: ProtocolStatus) -> None:
        for after in moves:
            day = NEXT_YEAR if after is ProtocolStatus.IN_FORCE else None
            self.life.move(self.id, after, revise_on=day)

    def sign(self, who: ProfessionalId | None = None, name: str = "") -> None:
        self.office.desk.protocols.signatures.sign(self.id, THURSDAY, who, name, "remplaçante")

    def in_force(self) -> None:
        self.move(ProtocolStatus.REVIEW)
        self.sign(name="Docteur Roy")
        self.move(ProtocolStatus.VALIDATED, ProtocolStatus.IN_FORCE)

    def validated_in(self, meeting_id: MeetingId) -> None:
        self.move(ProtocolStatus.REVIEW)
        protocol = self.office.desk.protocols.texts.get(self.id)
        with self.office.store.write() as work:
            make_move(work, protocol, ProtocolStatus.VALIDATED, THURSDAY, meeting_id=meeting_id)

    def whole(self, number: int = 0) -> ProtocolView:
        view = self.papers.protocol(self.id, number).view
        assert isinstance(view, ProtocolView)
        return view

    def wall(self, number: int = 0) -> ProtocolSummaryView:
        view = self.papers.summary(self.id, number).view
        assert isinstance(view, ProtocolSummaryView)
        return view

    def facts(self, number: int = 0) -> dict[str, str]:
        return {fact.label: fact.value for fact in self.whole(number).facts}


@pytest.fixture
def told(office: Office) -> Told:
    return Told(office)


def test_a_draft_says_that_it_is_one_and_the_practice_may_sign_it(told: Told) -> None:
    nadia = told.office.person("Aubry", "Nadia", profession="Médecin")
    told.office.person("Dupuis", "Rose", member=False)
    view = told.whole()
    assert (view.draft, view.draft_words) == (True, "BROUILLON — NON VALIDÉ")
    assert view.confidentiality is Confidentiality.PRACTICE
    assert view.title == "Chute à domicile"
    assert view.validation == ("Cette version n’est pas encore validée.",)
    assert [(each.name, each.on) for each in view.signers] == [("Nadia Aubry", "")]
    assert [step.what for step in view.steps] == ["Demander", "Appeler"]
    told.move(ProtocolStatus.REVIEW)
    told.sign(nadia)
    told.sign(name="Docteur Roy")
    view = told.whole()
    assert view.draft_words == "EN RELECTURE — NON VALIDÉ"
    assert [(each.name, each.profession, each.on) for each in view.signers] == [
        ("Nadia Aubry", "Médecin", "jeu. 26 nov. 2026"),
        ("Docteur Roy", "remplaçante", "jeu. 26 nov. 2026"),
    ]


def test_a_signature_of_an_earlier_text_is_not_printed(told: Told) -> None:
    told.move(ProtocolStatus.REVIEW)
    told.sign(name="Docteur Roy")
    told.write(need="Encore plus de chutes")
    assert told.whole().signers == ()
    assert told.whole().spare_lines > 8  # the page to sign is there all the same


def test_the_version_in_force_has_no_warning_and_says_who_signed_it(told: Told) -> None:
    told.in_force()
    view = told.whole()
    assert (view.draft, view.draft_words) == (False, "")
    assert view.subtitle == (
        "protocole pluriprofessionnel · version 1 · en vigueur depuis le jeudi 26 novembre 2026"
    )
    assert view.validation == ("Validée par les signatures datées de\u00a0:",)
    assert view.present == (PersonLine("Docteur Roy", "remplaçante", state="le jeu. 26 nov. 2026"),)
    facts = told.facts()
    assert facts["Statut"] == "En vigueur"
    assert facts["Révision prévue le"] == "ven. 26 nov. 2027"
    assert told.wall().subtitle == (
        "version 1 · en vigueur depuis le jeudi 26 novembre 2026 · "
        "révision prévue le vendredi 26 novembre 2027"
    )
    told.move(ProtocolStatus.TO_REVISE)
    assert told.whole().draft_words == ""  # it is applied until the next one is
    assert told.whole().subtitle.endswith("novembre 2026 · à réviser")


def test_a_frozen_version_is_printed_as_it_was_and_says_once_it_is_replaced(told: Told) -> None:
    told.led_by("Aminata Cissé")
    told.in_force()
    told.move(ProtocolStatus.DRAFT)
    told.led_by("Paul Garrigues")
    told.write(title="Chutes", need="Autre besoin")
    old, new = told.whole(1), told.whole()
    assert (old.title, new.title) == ("Chute à domicile", "Chutes")
    assert (old.draft_words, new.draft_words) == ("", "BROUILLON — NON VALIDÉ")
    assert told.facts(1)["Référent"] == "Aminata Cissé"
    assert told.facts()["Référent"] == "Paul Garrigues"
    assert told.facts(1)["Statut"] == "En vigueur"
    told.in_force()
    assert told.whole(1).draft_words == "REMPLACÉ PAR LA VERSION 2"
    assert "Révision prévue le" not in told.facts(1)
    assert told.wall(1).draft_words == "REMPLACÉ PAR LA VERSION 2"
    told.move(ProtocolStatus.ARCHIVED)
    assert told.whole().draft_words == "ARCHIVÉ — N’EST PLUS APPLIQUÉ"
    with pytest.raises(NotFoundError, match="version"):
        told.papers.protocol(told.id, 3)


def test_what_is_validated_but_not_in_force_says_so(told: Told) -> None:
    told.move(ProtocolStatus.REVIEW)
    told.sign(name="Docteur Roy")
    told.move(ProtocolStatus.VALIDATED)
    assert told.whole().draft_words == "VALIDÉ — PAS EN VIGUEUR"


def test_a_version_of_a_meeting_names_who_was_there_by_the_sealed_minutes(told: Told) -> None:
    office = told.office
    nadia = office.person("Aubry", "Nadia", profession="Médecin")
    rose = office.person("Dupuis", "Rose", profession="Infirmière", member=False)
    away = office.person("Roy", "Luc")
    states = (AttendanceState.PRESENT, AttendanceState.GUEST, AttendanceState.EXCUSED)
    meeting_id, _ = office.meeting(attendance=tuple(zip((nadia, rose, away), states, strict=True)))
    office.desk.meetings.start(meeting_id)
    told.validated_in(meeting_id)
    there = (PersonLine("Nadia Aubry", "Médecin"), PersonLine("Rose Dupuis", "Infirmière"))
    view = told.whole()
    assert view.present == there
    assert view.validation == (
        "Validée en réunion du jeudi 26 novembre 2026, par les personnes présentes\u00a0:",
    )
    office.desk.minutes.close(meeting_id)
    person = office.desk.directory.get(nadia)
    office.desk.directory.save(replace(person, last="Aubry-Lenoir"))
    view = told.whole()
    assert view.present == there
    assert "(compte rendu n° 1)" in view.validation[0]
    assert [each.name for each in view.signers][:2] == ["Nadia Aubry", "Rose Dupuis"]


def test_what_only_comes_with_time_is_left_out_while_blank_and_the_rest_is_not(told: Told) -> None:
    labels = [fact.label for section in told.whole().sections for fact in section.texts]
    assert "Moyens" in labels
    assert "Échanges avec la CPAM (service médical)" not in labels
    told.write(cpam="Reçu le 3 mars", experience="Utile")
    labels = [fact.label for section in told.whole().sections for fact in section.texts]
    assert "Échanges avec la CPAM (service médical)" in labels
    assert labels[-1] == "Retour d’expérience et réactualisation"


def test_the_wall_has_each_criterion_without_its_bullet(told: Told) -> None:
    view = told.wall()
    assert view.inclusion == ("Deux chutes", "Une plaie")
    assert view.exclusion == ("Vit en établissement",)
    assert view.alerts == "Appeler le 15"


def test_each_paper_is_journalled_when_it_is_asked_for_and_when_it_leaves(told: Told) -> None:
    told.papers.protocol(told.id).trace.output("printed")
    wall = told.papers.summary(told.id)
    assert wall.band == "DOCUMENT DE LA STRUCTURE"
    assert wall.stem == "affiche-Chute à domicile-v1"
    assert wall.render().pdf.startswith(b"%PDF")
    wall.trace.output("saved")
    journal = told.office.dump("journal")
    for code in ("document.protocol'", "document.protocol_summary'", "printed", "saved"):
        assert code in journal
    assert "Chute" not in journal
