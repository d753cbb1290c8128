"""Abbreviations by language, and whether the full stop that closes them can end a sentence.

Data for `synthesis.text.sentences`. A group holds the abbreviations that share one reason; a new one goes into the group
whose reason fits it, with a case in ``tests/vectors/sentences``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Stance = Literal["never", "before_number", "unless_opener"]
"""What the full stop of an abbreviation is to its sentence.

- ``never``: it does not end it.
- ``before_number``: it does not end it when a number follows; otherwise the segmenter's proposal stands.
- ``unless_opener``: it ends it exactly when the next word is one that opens sentences (`openers.OPENERS`).
"""


@dataclass(frozen=True, slots=True)
class Group:
    """Abbreviations with one reason, parted by spaces, without their last full stop; ``_`` is a space inside one.

    One that begins in lower case also stands for its capitalised spelling.
    """

    stance: Stance
    reason: str
    words: str

    def spellings(self) -> Iterator[str]:
        """Every spelling that the group stands for."""
        for word in self.words.replace("\n", " ").split():
            spelling = word.replace("_", " ")
            yield spelling
            yield spelling[0].upper() + spelling[1:]


ENGLISH: Final = (
    Group(
        "never",
        "A title or rank is followed by the name it belongs to.",
        """Mr Mrs Ms Mx Messrs Mmes Dr Drs Prof Profs Rev Revs Hon Gov Govs Sen Sens Rep Reps Pres Lt Col Gen Maj Capt
        Cmdr Cpl Sgt Sgts Pvt Pfc Adm Ald Brig Supt Insp Det Amb Atty Msgr Fr Br Cllr Asst Assoc Spc Ens Sra Srta Wm Geo
        Chas Thos Jos""",
    ),
    Group(
        "never", "The first half of a place name is followed by the second: Mt. Fuji, Ft. Worth.", "Mt Mts Ft Pt Ste"
    ),
    Group(
        "never",
        "It announces what follows: an example, a comparison, the other party, an approximate number.",
        "e.g i.e e._g i._e viz cf vs v ca approx a.k.a c incl esp P.S N.B",
    ),
    Group(
        "before_number",
        "It names the number that follows: No. 10, pp. 3-5, Fig. 2, est. 1912.",
        """No Nos Art Rm Apt Flt Rte Hwy Bldg Fl Div Tel Ext N° Nº n° nº vol vols fig figs p pp ch chs chap chaps sec
        secs sect arts op para paras ed eds pts est bk pl eq eqs Prop Ex App Mk""",
    ),
    Group(
        "before_number",
        "A book of the Bible is followed by chapter and verse, a weekday by its date or its hours.",
        """Exod Lev Num Deut Josh Judg Chron Ps Prov Eccl Isa Jer Ezek Zech Matt Rom Cor Gal Eph Phil Thess Tim Heb Jas
        Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun""",
    ),
    Group(
        "unless_opener",
        "A month is followed by its day or year, and closes a sentence only now and then.",
        "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec",
    ),
    Group(
        "unless_opener",
        "A state or district after a city stands inside its sentence as a rule: Gary, Ind. Mayor.",
        """Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa
        Penn Tenn Tex Va Vt Wash Wis Wyo N.C S.C N.D S.D N.H N.J N.M N.Y R.I W.Va D.C Ont Que Alta Man Sask""",
    ),
    Group(
        "unless_opener",
        "The form or kind of a body is followed by the rest of its name or what it did: Warner Bros. Records.",
        "Inc Corp co Cos Ltd Bros Assn Dept Univ Inst Intl Natl Mfg Soc Dist Cmte Sch Acad Govt",
    ),
    Group(
        "unless_opener",
        "A saint is followed by the name; after a street the address goes on.",
        "St Sts Ave Blvd Rd Ln Pkwy Sq Jct",
    ),
    Group(
        "unless_opener", "It belongs to the name before it, which is still being used: Cal Ripken Jr. Day.", "Jr Sr Esq"
    ),
    Group(
        "unless_opener",
        "It closes a list or a group of names inside a sentence more often than the sentence.",
        "etc et_al al misc max min avg",
    ),
)

SPANISH: Final = (
    Group(
        "never",
        "A treatment, degree, office, rank or shortened first name is followed by the name it belongs to.",
        """sr sra srta sres sras srtas dr dra drs dres dras D Dª D.ª Dn dña lic lics licda lcdo lcda ing inga arq arqa
        prof profa profs profr profra mtro mtra Mro Abg gral Grl cnel Crnel Capt tte Tnte sgto cmte cmdte Cte Alte almte
        Brig mons pbro Fr Fray hno hna sto sta excmo excma ilmo ilma rdo rda rvdo rvda Gob pdte pdta Dip Sen Rep Psic Vo Act
        QFB CC Mr Mrs Ms Rev Insp Pres Vicepres Vicealm Contralm Sbtte Subtte Arqta M.ª Mª Ma Gpe Fco Fdez Glez Hdez Mtnez Rguez""",
    ),
    Group(
        "never",
        "It announces what follows: an example, a comparison, an approximate value.",
        "p._ej p.ej por_ej ej v._gr v.gr v._g P._D P.D N.B cf cfr vid vs aprox ca i._e i.e",
    ),
    Group(
        "before_number",
        "It names the number that follows: núm. 5, pág. 12, art. 4, s. XIX, tel. 55, máx. 30.",
        """núm núms nro nros pág págs p pp cap caps art arts vol vols fig figs tel tels ext apdo apdos párr párrs párrf
        ed eds t ts lám láms fol fols s ss sig sigs exp expte máx mín int cel apt apto prop op K KV BWV c v vv frac Mza Lte
        desp n.º n.° n° nº No Nº N° N.º N.° C.P Mz Lt Mar lun mar dom may""",
    ),
    Group(
        "unless_opener",
        "A way, quarter, house, city or state goes on with its name: Av. Reforma, la col. Roma, el depto. B, Mt. Kisco.",
        """av avda avd blvd bulev calz cda col cd edo pza pzla Pl ctra carr urb fracc dpto depto dept edif deleg prov Mun esq
        Nte Pte Ote priv prol Mt Ft Cra St Hosp Clín Esc Sría Srio Fed Mty""",
    ),
    Group(
        "unless_opener",
        "The legal form of a company is followed by what the company did.",
        """S.A S._A S.L S._L S.A.U S.L.U S.R.L S._R._L C.V C._V R.L Cía Cia Hnos Inc Corp Ltd Ltda Co Bros Asoc Univ
        Inst""",
    ),
    Group(
        "unless_opener",
        "An era belongs to the year before it, which is still being used.",
        "a._C a.C d._C d.C a._de_C d._de_C n._e n.e",
    ),
    Group(
        "unless_opener",
        "It closes a list, a measure or an address form inside a sentence more often than the sentence.",
        "etc et_al hab pta ptas dls mdp mdd cts ud uds Vd Vds dto dcha izq izda prom",
    ),
    Group(
        "unless_opener",
        "A month or a weekday is followed by its year or day.",
        "ene feb mzo abr jun jul ago sep sept set oct nov dic mié miérc jue vie sáb",
    ),
)


def _stances(groups: tuple[Group, ...]) -> dict[str, Stance]:
    return {spelling: group.stance for group in groups for spelling in group.spellings()}


STANCES: Final[Mapping[str, Mapping[str, Stance]]] = {"en": _stances(ENGLISH), "es": _stances(SPANISH)}
"""By primary language subtag: the stance of each abbreviation, spelt without its last full stop."""
