# SPDX-License-Identifier: EUPL-1.2
"""Words around names in a French note: what a title may be followed by that names nobody.

All folded (`app.domain.text.fold`). Lists of plain French, made by hand.
"""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


NO_NAMES = _words(
    "a ai ait alors apres arrive as assez au aucun aujourd aura aussi autonome aux avait",
    "avant avec beaucoup bien bonjour ca car ce celle celui ces cet cette chez chute chutes",
    "comme consent crie dans demain demande depuis des dit doit donc dont dort elle elles en",
    "encore entre est et etait eu evite fait fatigue fatiguee habite hier ici il ils jamais",
    "jusqu leur lui mais mange marche mal me meme mes moins mon montre ne nee ni non nos",
    "notre nous on ont ou par parle part pas pense perd plus plutot porte pour prefere prend",
    "presente puis qu quand que qui quoi refuse reste revient sa sans se sera ses seul seule",
    "si signale soit son sont souffre souhaite sous sur ta te tes tombe ton toujours tous",
    "tout toute tres trop un une va vers veut vient vit voit vont vos votre vous vu vue y",
    "lundi mardi mercredi jeudi vendredi samedi dimanche adic apa ald ains avc avk bpco cat",
    "ccas chu covid cpam dmla ehpad ergo fa gds gir had hba hbp hdj hta ide ime imc inr irc",
    "irm kine mdph mms mmse mna ok ostéo psy rdv samu sad spasad ssiad ssr ta tcc tdm toc tsa",
    "usld",
)
"""Verbs, small words and abbreviations: « Mme Est en colère », « M. BPCO »."""

DISEASES = _words(
    "addison alzheimer basedow behcet biermer charcot creutzfeldt crohn cushing dupuytren",
    "forestier gougerot hodgkin horton huntington kahler korsakoff lewy lyme meniere paget",
    "parkinson pick raynaud scheuermann sjogren steinert verneuil waldenstrom whipple",
)
"""« M. Alzheimer » is short for a disease. A patient of that name is recognised all the same."""

FAMILIES = _words(
    "andre bernard bertrand blanchard bonnet bouvier carpentier chevallier cohen colin da",
    "delacroix delaunay deschamps diallo dubois dufour dumas dumont dupont dupuis dupuy",
    "durand duval faure ferreira fontaine fournier francois garcia gauthier gautier girard",
    "giraud gonzalez guerin guillaume guillot henry hubert jacquet jacob kone lacroix laurent",
    "leblanc leclerc leclercq lecomte lefebvre lefevre legall legoff legrand lemaire lemoine",
    "leroux leroy lopez martinez martins mathieu maurice meunier michel millet moreau moreira",
    "nguyen nicolas olivier payet pereira perez perrin perrot petitjean philippe picard",
    "pierron poirier renaud renault richard robert rodriguez rodrigues roussel sanchez",
    "schmitt silva thomas traore vasseur vidal vincent weber",
)
"""Common family names that are no words: « mme dupont », typed without capitals, is a name."""
