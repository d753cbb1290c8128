"""The magazine's catalogue, and the layouts that a Readalong site is configured with to read it. Plain data, no Django."""

import datetime
from dataclasses import dataclass
from typing import Final

_PATHS: Final = {"en-US": "/stories/", "es-MX": "/es/historias/"}


@dataclass(frozen=True, slots=True)
class Art:
    """An illustration under ``static/magazine/art/`` and what it shows."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Article:
    """One page of the magazine. Its body is the template ``magazine/articles/<slug>.html``.

    ``story`` is the same for all versions of one story; ``main`` marks the version that the front page shows.
    """

    slug: str
    title: str
    summary: str
    section: str
    author: str
    published: datetime.date
    minutes: int
    level: str
    art: Art
    language: str = "en-US"
    story: str = ""
    main: bool = True
    subscribers_only: bool = False

    @property
    def path(self) -> str:
        return _PATHS[self.language] + self.slug


@dataclass(frozen=True, slots=True)
class Layout:
    """What a Readalong layout of this magazine holds: docs/api.md says what each field means."""

    url_pattern: str
    allow: tuple[str, ...]
    deny: tuple[str, ...]
    title: str
    level: str


_ALLOW: Final = (
    ".story-body > p",
    ".story-body > h2",
    ".story-body > h3",
    ".story-body > ul > li",
    ".story-body > ol > li",
    ".story-body > blockquote p",
)
_DENY: Final = (
    ".advert",
    ".pull-quote",
    ".newsletter",
    ".related",
    ".footnotes",
    ".share",
    ".author-bio",
    ".comments",
    ".paywall",
    ".print-only",
    ".print-copy",
    "aside",
    "figure",
)

LAYOUT: Final = tuple(
    Layout(url_pattern=f"{prefix}*", allow=_ALLOW, deny=_DENY, title=".story h1", level="meta reading-level")
    for prefix in _PATHS.values()
)

_OCTOPUS: Final = Art("octopus.svg", "A coral-red octopus unscrews the lid of a jar with a crab in it")
_PULPO: Final = Art("octopus.svg", "Un pulpo color coral desenrosca la tapa de un frasco con un cangrejo adentro")

ARTICLES: Final = (
    Article(
        slug="everybody-down",
        title="Everybody Down",
        summary="Eleven kilometers of water, one small submarine, and a bag of cheese sandwiches. "
        "Come along to the bottom of the sea.",
        section="Explore",
        author="Mabel Thistlewood",
        published=datetime.date(2026, 11, 6),
        minutes=19,
        level="3",
        art=Art(
            "deep.svg", "A round yellow submarine sinks from bright water into the dark, past jellies and an anglerfish"
        ),
    ),
    Article(
        slug="thinking-with-eight-arms",
        title="Thinking with Eight Arms",
        summary="It opens jars, it escapes at night, and most of its mind is not in its head.",
        section="Animals",
        author="Tamsin Okafor-Reyes",
        published=datetime.date(2026, 10, 30),
        minutes=3,
        level="2",
        art=_OCTOPUS,
        story="octopus",
    ),
    Article(
        slug="the-octopus-and-the-jar",
        title="The Octopus and the Jar",
        summary="Turn, turn, turn. Pop! A first story about a clever animal.",
        section="Animals",
        author="Tamsin Okafor-Reyes",
        published=datetime.date(2026, 10, 30),
        minutes=1,
        level="1",
        art=_OCTOPUS,
        story="octopus",
        main=False,
    ),
    Article(
        slug="a-mind-spread-over-eight-arms",
        title="A Mind Spread over Eight Arms",
        summary="A relative of the garden snail plans ahead, paints with its skin, and may be thinking in nine places at once.",
        section="Animals",
        author="Tamsin Okafor-Reyes",
        published=datetime.date(2026, 10, 30),
        minutes=5,
        level="3",
        art=_OCTOPUS,
        story="octopus",
        main=False,
    ),
    Article(
        slug="pensar-con-ocho-brazos",
        title="Pensar con ocho brazos",
        summary="Abre frascos, se escapa de noche y casi toda su mente está fuera de la cabeza.",
        section="Animales",
        author="Tamsin Okafor-Reyes",
        published=datetime.date(2026, 10, 30),
        minutes=3,
        level="2",
        art=_PULPO,
        language="es-MX",
        story="octopus",
    ),
    Article(
        slug="the-night-shift",
        title="The Night Shift",
        summary="When the swallows go to bed, a second crew clocks in. Nobody pays them.",
        section="Animals",
        author="Jonah Pellworm",
        published=datetime.date(2026, 10, 23),
        minutes=3,
        level="2",
        art=Art("bats.svg", "Bats fly out over a field of agaves in front of an enormous moon"),
    ),
    Article(
        slug="mail-from-the-edge-of-the-sun",
        title="Mail from the Edge of the Sun",
        summary="Two robots left home in 1977. They still write.",
        section="Space",
        author="Mabel Thistlewood",
        published=datetime.date(2026, 11, 13),
        minutes=4,
        level="3",
        art=Art(
            "voyager.svg", "A spacecraft with a big white dish sails past a ringed planet, a golden record on its side"
        ),
    ),
    Article(
        slug="a-pet-that-lives-in-a-jar",
        title="A Pet That Lives in a Jar",
        summary="It eats flour, drinks water, and burps. Raise one in a week and it will bake your bread.",
        section="Make",
        author="Jonah Pellworm",
        published=datetime.date(2026, 10, 16),
        minutes=4,
        level="2",
        art=Art("jar.svg", "A smiling jar of bubbling dough on a checked tablecloth, next to a round loaf"),
    ),
    Article(
        slug="the-keeper-of-quillabree-light",
        title="The Keeper of Quillabree Light",
        summary="The lamp is out, the fog is in, and the Marigold is still at sea. A story for the end of the day.",
        section="Stories",
        author="Ines Farrow",
        published=datetime.date(2026, 11, 20),
        minutes=6,
        level="2",
        art=Art(
            "lighthouse.svg", "A striped lighthouse sends a yellow beam over layered waves to a small fishing boat"
        ),
        subscribers_only=True,
    ),
    Article(
        slug="el-ajolote-que-no-quiso-crecer",
        title="El ajolote que no quiso crecer",
        summary="Vive en los canales de Xochimilco, le salen patas nuevas y siempre parece sonreír.",
        section="Animales",
        author="Lucía Arrieta",
        published=datetime.date(2026, 11, 9),
        minutes=3,
        level="2",
        art=Art("ajolote.svg", "Un ajolote rosado sonríe entre plantas acuáticas, debajo de una trajinera de colores"),
        language="es-MX",
    ),
)


def find_article(slug: str, language: str) -> Article | None:
    """The article with this slug in this language, or None."""
    return next((article for article in ARTICLES if (article.slug, article.language) == (slug, language)), None)


def versions_of(article: Article) -> tuple[Article, ...]:
    """All versions of the article's story, languages apart and levels rising; empty where there is only one."""
    if not article.story:
        return ()
    same = (other for other in ARTICLES if other.story == article.story)
    return tuple(sorted(same, key=lambda version: (version.language, version.level)))


def related_to(article: Article) -> tuple[Article, ...]:
    """Up to three other stories in the article's language, in the order of the catalogue."""
    others = (
        other
        for other in ARTICLES
        if other.main
        and other.language == article.language
        and other.slug != article.slug
        and (not article.story or other.story != article.story)
    )
    return tuple(others)[:3]
