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
    "prematuree si signale soit son sont souffre souhaite sous sur ta te tes tombe ton toujours",
    "tous tout toute tres trop un une va vers veut vient vit voit vont vos votre vous vu vue y",
    "directeur directrice president presidente procureur procureure prefet cadre",
    "lundi mardi mercredi jeudi vendredi samedi dimanche adic apa ald ains avc avk bpco cat",
    "ccas chu covid cpam dmla ehpad ergo fa gds gir had hba hbp hdj hta ide ime imc inr irc",
    "irm kine mdph mms mmse mna ok osteo psy rdv samu sad spasad ssiad ssr ta tcc tdm toc tsa",
    "usld",
)
"""Verbs, small words and abbreviations: « Mme Est en colère », « M. BPCO »."""

NO_NAME_AFTER_TITLE = _words(
    "ainsi aucun bientot bon bonne certain cher commun dedans dehors demain dernier donc effort",
    "enclin enfin entier fier fort grognon hier humain leger loin lointain mal malin matin mignon",
    "mort moyen non parfois particulier plein premier prochain quotidien ressort sain sec serein",
    "sinon sitot soudain sort tantot tard tel tort total trop vain voisin normal social medical",
    "actuel habituel partiel reel familier regulier singulier etranger prisonnier infirmier veto",
    "brouillon bougon coquin orphelin chagrin citadin certain souverain aidant auxiliaire dort",
    "endort rendort hospitalier dernierement chez retraite autan antan catalan roman bilan elan",
    "plan ecran cadran besoin soin medecin selon environ oublier soigner",
)
"""Words whose end is that of many family names, and that may follow « mme » all the same."""

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

FIRST_NAMES = _words(
    "abdel adam adele adrien agathe agnes ahmed aicha alain albert alexandra alexandre alexis ali",
    "alfred alice aline amandine amelie amina aminata amine anais andre andree angele angelique",
    "anna anne annick annie antoine antoinette antonio arlette armand arnaud arthur aurelie",
    "aurelien axel baptiste beatrice benjamin benoit bernadette bernard berthe bertrand bilal",
    "blandine brigitte bruno camille carine carlos carmen carole caroline catherine cecile celine",
    "chantal charles charlotte chloe christelle christian christiane christine christophe claire",
    "claude claudette claudine clemence clement colette corentin corinne cyril damien daniel",
    "daniele danielle david deborah delphine denis denise didier dominique edith edouard eliane",
    "elisabeth elise elodie emile emilie emma emmanuel emmanuelle eric ernest esther etienne",
    "eugene eva evelyne fabien fabienne fabrice fanny fatima fatiha fatou fernand fernande",
    "florence florian francine francis franck francois francoise frederic frederique gabriel",
    "gabrielle gael gaelle genevieve georges georgette gerald gerard germaine ghislaine gilbert",
    "gilberte gilles ginette gisele gregory guillaume gustave guy gwenaelle hamid hassan helene",
    "henri henriette herve hubert hugo huguette ibrahim ines irene isabelle ismael jacqueline",
    "jacques jamila jean jeanne jeannine jerome jessica joel joelle jonathan jordan jose joseph",
    "josette josiane julia julie julien juliette justine kamel karim karima karine kevin khadija",
    "laetitia laura laure laurence laurent lea leila leon leonie leo liliane lina lionel louis",
    "louise luc lucas lucette lucie lucien lucienne ludovic lydia lydie madeleine magali malika",
    "manon manuel marc marcel marcelle margaux marguerite maria mariam marie marine mario marion",
    "marius marthe martine maryse mathieu mathilde maud maurice maxime melanie melissa michel",
    "michele micheline mireille mohamed monique morgane mourad mustapha myriam nabil nadege nadia",
    "nadine nathalie nathan nicolas nicole noemie nora odette odile olga olivia omar oceane pascal",
    "pascale patrice patricia patrick paul paulette pauline philippe pierrette rachel rachid",
    "raphael raymond raymonde regine remi renaud rene renee richard robert roberte roland rolande",
    "romain roseline ruben sabine sabrina salma samir samira samuel sandra sandrine sarah",
    "sebastien serge severine sidonie simone sofia solange sonia sophie stephane stephanie",
    "suzanne sylvain sylvette sylviane sylvie teddy theo therese thibault thierry thomas ursule",
    "valentin valentine valerie vanessa veronique victor victorine vincent virginie viviane",
    "xavier yann yannick yasmina yasmine yolande youssef yves yvette yvonne zoe zohra",
)
"""Common first names: « Sophie Verdier » is whole although a sentence begins with it."""
