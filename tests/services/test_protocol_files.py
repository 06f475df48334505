# SPDX-License-Identifier: EUPL-1.2
"""The library of protocols, the preview of a file, and the file for another practice."""

import json
import re
from dataclasses import replace

import pytest

from app.domain.case import Identity
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import IndicatorId, ProfessionalId, ProtocolId, ProtocolStepId
from app.domain.protocol import (
    Indicator,
    Measure,
    Moment,
    Protocol,
    ProtocolContent,
    ProtocolStep,
    Reference,
)
from app.domain.protocol_fields import text_fields
from app.exchange.professions import load_professions, match_profession
from app.exchange.protocol_file import protocol_file
from app.services.protocol_files import LIBRARY, TO_COMPLETE, ProtocolFiles
from app.services.protocol_themes import shipped_themes
from app.system import resources
from tests.services.office import PRACTICE, Office

CONTENT = ProtocolContent(
    title="Chute à domicile",
    theme="complexity",
    need="Trop de chutes ne sont pas dites.",
    references=(Reference("HAS", "Chutes répétées", "2009"),),
    steps=(ProtocolStep(ProtocolStepId("s1"), Moment.SPOT, who="Infirmier", what="Demander"),),
    indicators=(Indicator(IndicatorId("i1"), "Incluses", measure=Measure.INCLUDED),),
)


@pytest.fixture
def files(office: Office) -> ProtocolFiles:
    return office.desk.protocols.files


def kept(
    office: Office, content: ProtocolContent, referent: ProfessionalId | None = None
) -> ProtocolId:
    protocol = Protocol(
        ProtocolId(office.store.new_id()),
        content,
        referent_id=referent,
        referent_name="Une remplaçante",
    )
    with office.store.write() as work:
        work.rows.protocols.save(protocol)
    return protocol.id


# --- the library -----------------------------------------------------------------------------


def test_the_library_says_what_each_of_its_six_structures_holds(files: ProtocolFiles) -> None:
    library = files.library()
    assert [entry.key for entry in library] == list(LIBRARY)
    assert len({entry.title for entry in library}) == 6
    assert {"Chute à domicile de la personne âgée", "Plaie chronique"} <= {e.title for e in library}
    assert "12 étapes et 5 indicateurs, " in library[0].sentence
    assert "points à compléter par l’équipe" in library[0].sentence


def test_every_file_of_the_library_is_in_it() -> None:
    shipped = {path.stem for path in resources.path("protocols").glob("*.json")}
    assert shipped == {*LIBRARY, "themes"}


@pytest.mark.parametrize("key", LIBRARY)
def test_a_structure_is_a_skeleton_that_names_nobody_and_decides_nothing(
    files: ProtocolFiles, key: str
) -> None:
    preview = files.open_library(key)
    content = preview.content
    assert all(content.at(moment) for moment in Moment)
    assert preview.blank == ()
    assert preview.names == ()
    assert preview.taken == ""
    assert content.theme in files.themes.codes
    assert "pas un avis médical" in content.experience
    written = protocol_file(content).decode()
    assert written.count(TO_COMPLETE) > 20
    professions = load_professions()
    for step in content.steps:
        named = match_profession(step.who, professions)
        assert named is not None or step.who == "Chaque professionnel", step.who
    measures = [each.measure for each in content.indicators]
    assert {Measure.INCLUDED, Measure.WITH_PLAN, Measure.DISCUSSED} <= set(measures)
    assert Measure.BY_HAND in measures
    assert {each.target for each in content.indicators} == {TO_COMPLETE}


@pytest.mark.parametrize("key", LIBRARY)
def test_no_figure_stands_in_a_structure_but_emergency_numbers_and_years(
    files: ProtocolFiles, key: str
) -> None:
    written = files.open_library(key).content
    texts = [getattr(written, field.name) for field in text_fields()]
    texts += [cell for s in written.steps for cell in (s.what, s.where, s.when, s.why, s.how)]
    texts += [cell for i in written.indicators for cell in (i.numerator, i.denominator)]
    numbers = set(re.findall(r"\d+", " ".join(texts)))
    assert numbers <= {"15", "119", "3114"}


def test_no_structure_is_read_under_a_key_that_is_none(files: ProtocolFiles) -> None:
    with pytest.raises(NotFoundError):
        files.open_library("../vocabularies/jargon")


# --- themes ----------------------------------------------------------------------------------


def test_the_themes_say_their_source_and_day_and_an_unknown_one_is_said() -> None:
    themes = shipped_themes()
    assert len(themes.codes) == 8
    assert themes.label("iatrogenia") == "Risque iatrogène"
    assert "Source secondaire" in themes.source
    assert themes.noted_on.year == 2026
    assert themes.label("") == ""
    assert themes.label("x" * 500) == f"Thème inconnu de cette liste\u00a0: {'x' * 23}…"


# --- reading ---------------------------------------------------------------------------------


def test_a_file_is_shown_before_it_is_kept(office: Office, files: ProtocolFiles) -> None:
    preview = files.read("chutes.json", protocol_file(CONTENT))
    assert preview.source == "chutes.json"
    assert preview.theme == "Situations complexes et maintien à domicile"
    assert preview.content.need == CONTENT.need
    assert preview.sentences[0] == "1 étape, 1 indicateur et 1 référence."
    assert "Aucune étape pour\u00a0: évaluer, planifier" in " ".join(preview.sentences)
    assert "Équipe" in preview.blank
    assert "Besoin" not in preview.blank
    assert office.store.rows.protocols.all() == ()


def test_two_protocols_of_one_title_are_told_apart(office: Office, files: ProtocolFiles) -> None:
    kept(office, CONTENT)
    other = replace(CONTENT, title="  chute A DOMICILE ")
    preview = files.read("a.json", protocol_file(other))
    assert preview.taken == "chute A DOMICILE"
    assert preview.content.title == "chute A DOMICILE (2)"
    assert any("Rien n’est remplacé" in sentence for sentence in preview.sentences)
    office.desk.protocols.texts.create(preview.content)
    assert files.read("a.json", protocol_file(CONTENT)).content.title == "Chute à domicile (3)"


def test_a_free_title_is_never_too_long(office: Office, files: ProtocolFiles) -> None:
    long = replace(CONTENT, title="A" * 120)
    kept(office, long)
    preview = files.read("a.json", protocol_file(long))
    assert preview.content.title == f"{'A' * 116} (2)"
    office.desk.protocols.texts.create(preview.content)
    assert len(office.store.rows.protocols.all()) == 2


def test_a_theme_of_another_list_is_kept_and_said(files: ProtocolFiles) -> None:
    preview = files.read("a.json", protocol_file(replace(CONTENT, theme="later")))
    assert preview.content.theme == "later"
    assert preview.theme == "Thème inconnu de cette liste\u00a0: later"
    assert preview.sentences[-1] == f"{preview.theme}."


def test_markup_and_names_in_a_file_are_shown_as_what_they_are(files: ProtocolFiles) -> None:
    told = replace(CONTENT, alerts="<b>Appeler</b> le Dr Kervella au 06 12 34 56 78")
    preview = files.read("a.json", protocol_file(told))
    assert preview.content.alerts == told.alerts
    assert [naming.kind for naming in preview.names] == ["Nom de personne", "Téléphone"]
    assert "2 passages semblent nommer quelqu’un" in preview.sentences[-1]


def test_what_is_no_protocol_is_refused(files: ProtocolFiles) -> None:
    with pytest.raises(UserError, match="pas un protocole"):
        files.read("a.json", b"{}")


# --- leaving ---------------------------------------------------------------------------------


def test_nobody_is_in_the_file_that_leaves(office: Office, files: ProtocolFiles) -> None:
    person = office.person("Kervella", "Nolwenn")
    id_ = kept(office, CONTENT, referent=person)
    export = files.export(id_)
    assert export.file_name == "protocole Chute à domicile.json"
    assert export.names == ()
    written = export.data.decode()
    for word in ("Kervella", "remplaçante", PRACTICE.name, id_, str(person), "status"):
        assert word not in written
    assert set(json.loads(written)) == {"format", "version", "content"}
    assert "protocol.exported" in office.dump("journal")
    assert files.read("x", export.data).content.steps[0].what == "Demander"


def test_names_in_the_text_are_said_with_their_place_and_left_in_it(
    office: Office, files: ProtocolFiles
) -> None:
    office.person("Le Goff", "Yann")
    office.person("Petit", "Inès")
    step = replace(CONTENT.steps[0], how="Appeler Yann Le Goff, puis l’infirmier")
    told = replace(
        CONTENT,
        team="Réunion de la maison de sante des tilleuls avec madame Petit",
        practices="Un petit groupe se réunit",
        means="Voir Mme Dupont",
        steps=(replace(step, moment=Moment.ALERT), step),
        indicators=(replace(CONTENT.indicators[0], responsible="I. PETIT"),),
    )
    export = files.export(kept(office, told))
    assert [(each.where, each.found) for each in export.names] == [
        ("Équipe", "madame Petit"),
        ("Équipe", PRACTICE.name),
        ("Moyens", "Mme Dupont"),
        ("Étape 1, comment", "Yann Le Goff"),
        ("Étape 2, comment", "Yann Le Goff"),
        ("Indicateur 1, responsable", "PETIT"),
    ]
    assert export.names[0].sentence == ("Équipe\u00a0: «\u202fmadame Petit\u202f» (nom reconnu)")
    assert "Yann Le Goff" in export.data.decode()


def test_patients_and_their_relatives_are_found_while_identities_are_open(
    office: Office, files: ProtocolFiles
) -> None:
    case = office.case()
    office.desk.cases.save_identity(
        case, Identity(last="Kervella", first="Zéphyrine", carer="sa fille Maïwenn Tanguy")
    )
    id_ = kept(office, replace(CONTENT, means="Comme chez kervella, joindre Maïwenn"))
    assert [(each.where, each.found) for each in files.export(id_).names] == [
        ("Moyens", "kervella"),
        ("Moyens", "Maïwenn"),
    ]
    assert "identity.names_looked_for" in office.dump("journal")
    assert files.export(id_).patients_sought
    office.identities.drop()
    closed = files.export(id_)
    assert (closed.names, closed.patients_sought) == ((), False)


def test_a_protocol_that_is_gone_is_not_exported(files: ProtocolFiles) -> None:
    with pytest.raises(NotFoundError):
        files.export(ProtocolId("absent"))


@pytest.mark.parametrize("key", LIBRARY)
def test_a_structure_that_was_kept_and_sent_on_is_the_same_text(
    office: Office, files: ProtocolFiles, key: str
) -> None:
    shipped = resources.path(f"protocols/{key}.json").read_bytes()
    id_, _ = office.desk.protocols.texts.create(files.open_library(key).content)
    assert files.export(id_).data == shipped
