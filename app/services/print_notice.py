# SPDX-License-Identifier: EUPL-1.2
"""The information notice handed over before consent is asked, in plain French.

It says nothing false as law: what the law asks and what this practice does beyond it are told
apart, and how long files are kept is said as the practice's rule, by analogy (domain brief §5).
"""

from app.documents.consent_views import NoticeSection, NoticeView
from app.documents.views import Confidentiality
from app.domain.dates import weekly_text
from app.domain.practice import Practice
from app.domain.retention import RetentionName, RetentionRule
from app.services.print_minutes import letterhead
from app.services.retention import rules_of
from app.storage.unit_of_work import Rows


def notice_view(rows: Rows) -> NoticeView:
    """The notice of this practice; it names no person."""
    practice = rows.practice.get() or Practice(name="")
    rules = rules_of(rows)
    sources = dict.fromkeys(rule.source for rule in rules.values())
    return NoticeView(
        letterhead=letterhead(rows),
        confidentiality=Confidentiality.ANONYMOUS,
        band_note="document d’information, ne nomme aucune personne",
        subtitle=f"Parler de votre situation à l’équipe · {practice.name}",
        lead=_LEAD,
        sections=(*_meeting(practice), *_data(rules), *_rights(practice)),
        foot=f"{_LAW} Durées : règle de la maison de santé, d’après {' ; '.join(sources)}.",
        origin=f"Notice d’information · {practice.name}",
    )


_LEAD = (
    "Un professionnel vous propose de parler de votre situation à une réunion de l’équipe. Vous "
    "pouvez accepter, refuser, ou changer d’avis plus tard : vos soins continuent toujours."
)
_LAW = (
    "Ce que dit la loi : dans l’équipe qui vous soigne, vous êtes informé·e et vous pouvez vous "
    "opposer ; hors de cette équipe, votre accord est demandé avant (art. L. 1110-4 du code de la "
    "santé publique). Vous le demander avant chaque présentation, même dans l’équipe, est la règle "
    "de cette maison de santé, plus stricte."
)


def _meeting(practice: Practice) -> tuple[NoticeSection, ...]:
    slot = practice.slot
    when = weekly_text(slot.weekday, slot.start, slot.end)
    return (
        NoticeSection(
            "À quoi sert cette réunion ?",
            "Plusieurs professionnels de métiers différents cherchent ensemble ce qui peut vous "
            "aider, quand une situation est difficile ou n’avance plus : votre santé, votre moral, "
            f"votre vie de tous les jours. Elle a lieu une fois par semaine ({when}).",
        ),
        NoticeSection(
            "Qui y participe ?",
            "Les professionnels de la maison de santé, et parfois des partenaires invités. Tous "
            "sont tenus au secret. Quelqu’un qui n’est pas de l’équipe qui vous soigne n’entend "
            "parler de vous que si vous l’avez accepté avant.",
        ),
        NoticeSection(
            "Votre nom est-il dit ?",
            "Non. Votre situation porte un code, et ce sont vos difficultés qu’on présente, pas "
            "votre identité. Ceux qui vous soignent peuvent vous reconnaître. L’équipe peut "
            "relier le code à votre nom : vos droits s’appliquent donc à ce qui est noté.",
        ),
        NoticeSection(
            "Qu’est-ce qui est noté ?",
            points=(
                "ce que vous souhaitez, et la question posée à l’équipe ;",
                (
                    "ce qu’il est utile de savoir de votre santé, de votre moral, de votre vie "
                    "quotidienne, et rien de plus ;"
                ),
                "ce que l’équipe propose : qui fait quoi, et pour quand ;",
                "votre accord, et la date à laquelle on vous a dit ce qui est proposé.",
            ),
        ),
        NoticeSection(
            "Et après ?",
            "Le professionnel qui a présenté votre situation vous dit ce que l’équipe propose. "
            "Rien ne se fait sans vous. Ce qui vous concerne est versé à votre dossier.",
        ),
    )


def _data(rules: dict[RetentionName, RetentionRule]) -> tuple[NoticeSection, ...]:
    active, archived, minor = (rules[name].years for name in RetentionName)
    return (
        NoticeSection(
            "Où est-ce gardé, et combien de temps ?",
            "Sur l’ordinateur de la maison de santé et ses copies de sauvegarde, dans un logiciel "
            "qui chiffre tout et ne se connecte pas à Internet. Votre nom y est gardé à part. La "
            "règle de la maison de santé est de garder ces informations "
            f"{active + archived} ans après les derniers soins : {active} ans à portée "
            f"de l’équipe, puis {archived} ans en archive ; pour un enfant, au "
            f"moins jusqu’à ses {minor} ans.",
        ),
    )


def _rights(practice: Practice) -> tuple[NoticeSection, ...]:
    reached = [part for part in (practice.name, practice.address, practice.phone) if part]
    return (
        NoticeSection(
            "Quels sont vos droits ?",
            points=(
                (
                    "retirer votre accord quand vous voulez, sans dire pourquoi : plus rien de "
                    "nouveau n’est présenté, ce qui a été noté avant reste dans les "
                    "comptes rendus ;"
                ),
                "savoir ce qui est gardé sur vous et en recevoir une copie ;",
                "faire corriger ce qui est faux ;",
                (
                    "demander l’effacement, quand la durée de conservation le permet ; "
                    "sinon, on vous dit pourquoi ;"
                ),
                "vous opposer au partage d’une information ;",
                (
                    "vous plaindre à la CNIL : cnil.fr, ou CNIL, 3 place de Fontenoy, TSA 80715, "
                    "75334 Paris cedex 07."
                ),
            ),
        ),
        NoticeSection(
            "Si vous avez moins de 18 ans, ou si un juge vous protège",
            "On vous demande toujours votre avis. Qui donne l’accord avec vous ou pour vous est "
            "noté sur le recueil de l’accord. Mineur·e, vous pouvez demander que vos parents n’en "
            "soient pas informés.",
        ),
        NoticeSection(
            "À qui vous adresser ?",
            f"Au professionnel qui vous a remis cette notice, ou à : {', '.join(reached)}.",
        ),
    )
