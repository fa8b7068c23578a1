"""Words that carry no theme, by language: the small words of grammar, and those of days and months."""

from __future__ import annotations

_EN = """
a about above after again all also am an and any are aren as at be because been before being below between both but by can cannot could
couldn did didn do does doesn doing don down during each few for from further get gets got had hadn has hasn have haven having he her here hers
him his how i if in into is isn it its itself just let like ll make makes may me might more most much must my no nor not of off on once one
only or other our ours out over own re same shall she should shouldn so some such than that the their theirs them then there these they this
those through to too under until up us ve very was wasn we were weren what when where which while who whom why will with won would wouldn you
your yours yourself
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
today tomorrow yesterday
"""
_ES = """
a al algo algunas algunos ante antes aquel aquella aquello así aunque cada casi como con contra cual cuando de del desde donde dos durante e el
ella ellas ellos en entre era eran es esa esas ese eso esos esta está están estas este esto estos fue fueron ha había hace hacen hacer hacia han
hasta hay la las le les lo los me mi mis mucha muchas mucho muchos muy más nada ni no nos nosotros nuestra nuestro o os otra otras otro otros
para pero poco por porque puede pueden pues que quien quienes qué se sea según ser si sido sin sino sobre solo son su sus sí también tanto te
tiene tienen toda todas todo todos tras tu un una unas uno unos usted va van y ya yo él
lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
hoy mañana ayer
"""
_FR = """
ai aient alors après au aucun aucune aussi autre autres aux avant avec avez avoir avons ayant bien car ce ceci cela celle celles celui ces cet
cette ceux chaque chez comme comment dans de depuis des deux donc dont du elle elles en encore entre es est et eux faire fait faut fois font
ici il ils je jusqu la là le les leur leurs lors lui ma mais me mes moi moins mon même ne ni nos notre nous on ont ou où par parce pas pendant
peu peut peuvent plus plusieurs pour pourquoi quand que quel quelle quelles quels qui qu quoi sa sans se ses si son sont sous sur ta te tes toi
ton tous tout toute toutes très trop tu un une vers voir vont vos votre vous y était étaient été être
lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre
aujourd hui demain hier
"""
_DE = """
ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist da dabei damit dann daran das dass dein
dem den denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euch
für gegen gibt habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jedem jeden
jeder jedes jetzt kann kein keine keinem keinen keiner können könnte lassen machen macht man mehr mein meine mich mir mit muss müssen nach nicht
nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seit sich sie sind so soll sollen sollte sondern sonst um und uns
unser unsere unter vom von vor wann war waren warum was weil weiter welche welcher wenn wer werde werden wie wieder will wir wird wirst wo
wollen worden wurde wurden während würde zu zum zur zwar zwischen über
montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september oktober november dezember
heute morgen gestern
"""
_PT = """
a ainda algo alguma algumas alguns algum ante antes ao aos apenas aquela aquele aquilo as assim até cada com como contra cada da das de dela
dele deles depois desde dessa desse desta deste do dos duas dois e ela elas ele eles em embora entre era eram essa essas esse esses esta estas
este estes está estão eu faz fazer foi foram há isso isto já la lhe lhes lo mais mas me mesmo meu meus minha muita muitas muito muitos na nada
nas nem no nos nossa nosso não nós num numa o os ou outra outras outro outros para pela pelas pelo pelos pode podem por porque pouco quais
qual quando quanto que quem se seja sem sempre ser seu seus si sido sob sobre sua suas são só também tanto te tem têm ter toda todas todo
todos tu tudo um uma umas uns vai você vocês vão é à às
segunda terça quarta quinta sexta sábado domingo janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
hoje amanhã ontem
"""
_IT = """
a ad ai al alla alle allo anche ancora avere aveva avevano ben che chi ci cioè col come con contro così cui da dagli dai dal dalla dalle dei
del dell della delle dello degli di dopo dove due durante e ed era erano essere fa fanno fare fino fra già gli ha hai hanno ho i il in io la le
lei li lo loro lui ma me mentre mi mia mio molta molte molti molto ne negli nei nel nella nelle nello no noi non nostra nostro o ogni oltre
ora per perché però più poi possono può qualche quale quali quando quanto quel quella quelle quelli quello quello questa queste questi questo
qui quindi se sei sempre senza si sia solo sono sopra sotto sta stata stati stato su sua sue sugli sui sul sulla suo suoi tanto te ti tra tu
tutta tutte tutti tutto un una uno va vi voi è
lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre
dicembre oggi domani ieri
"""

STOP = {code: frozenset(text.split()) for code, text in (("de", _DE), ("en", _EN), ("es", _ES), ("fr", _FR), ("it", _IT), ("pt", _PT))}
"""Stop words by ISO 639-1 code, casefolded."""

WEAK = frozenset(
    """
able already always away back bad become best better big bit call called come comes day days different end enough even ever every everybody
everyone everything far find first full give gives go goes going good great half hard high ask asked asks keep kept know knows known last later
least less like little long look looks lot made make many matter mean means months much need needs never new next nobody nothing now number
often old open others part people person place point put puts quite really right rest said say says see seen seven several show side since
somebody someone something sometimes still take takes talk tell tells ten than thing things think three time times told took twice two under
use used using want wants way ways week weeks well went without word words work works worked working year years yet
bien buen buena cosa cosas gran mejor nunca nuevo personas primero siempre tiempo trabajo trabajar vez veces año años día días
chose choses grand jamais jour jours mieux nouveau personne personnes premier temps toujours travail travailler an ans année années
arbeit arbeiten gut gute guten ganz groß große großen jahr jahre jahren leute mal nie neu neue neuen sache tag tage zeit viel viele erst
anos ano bom boa coisa coisas dia dias melhor novo nunca pessoas primeiro sempre tempo trabalho trabalhar
first second third four five eight nine eleven twelve twenty thirty hundred thousand million
dos tres cuatro cinco seis siete ocho nueve diez cien mil quatre cinq sept huit neuf dix cent mille zwei drei vier fünf sechs sieben acht zehn
hundert tausend três quatro oito dez due quattro cinque sette otto dieci cento
anni anno bene buono cosa cose giorno giorni grande lavoro lavorare mai meglio nuovo persone primo sempre tempo volta volte
""".split()
)
"""Words that say too little to name a theme, in any of these languages; they still count for likeness (ours)."""
