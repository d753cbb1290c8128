"""What a reader of the deliberately messy page must hear: every spoken block in order, and nothing else."""

from typing import Final

MESSY_PATH: Final = "/stories/the-night-shift"

# Kind and text, as a block of docs/api.md holds them.
MESSY_EXPECTED: Final = (
    ("title", "The Night Shift"),
    (
        "paragraph",
        "Once the sun has gone down and the last swallow is in bed, a second crew clocks in. "
        "Out of caves, out of attics, out from under a bridge in the middle of the city, come the bats.",
    ),
    (
        "paragraph",
        "They have work to do. In one summer night, a colony of Mexican free-tailed bats can eat more than 100 tons "
        "of insects, among them the moths whose caterpillars chew up cotton and corn. Nobody pays them. "
        "Hardly anybody says thank you.",
    ),
    ("heading", "Who is on the team? 🦇"),
    (
        "paragraph",
        "There are more than 1,400 kinds of bats. That makes about one in every five kinds of mammals. "
        "The smallest weighs 2 grams, less than a penny. "
        "The largest, a flying fox, spreads its wings 1.7 meters (5½ feet) wide.",
    ),
    ("list_item", "The bug catchers patrol fields, ponds, and streetlamps."),
    (
        "list_item",
        "The gardeners carry pollen from cactus to cactus. In Mexico and Arizona, agaves count on them.",
    ),
    ("list_item", "The planters eat fruit and drop the seeds as they fly."),
    ("heading", "Seeing with ears"),
    (
        "paragraph",
        "A bat calls as it flies, and listens for the echo. That is called echolocation. "
        "Most calls lie between 20 and 120 kHz, too high for you: the best human ears stop at 20. "
        "Close to its prey a bat calls up to 200 times a second, faster than a hummingbird can beat its wings.",
    ),
    ("quote", "“Hold still,” said the moth to its shadow. “I think I just heard somebody look at us.”"),
    ("heading", "How to say thank you"),
    ("list_item", "Turn off the porch light when nobody is on the porch."),
    ("list_item", "Plant flowers that open at dusk: evening primrose, moonflower, night-scented stock."),
    (
        "list_item",
        "Never touch a bat. If one is on the ground, call a grown-up, and let the grown-up call for help.",
    ),
    (
        "paragraph",
        "By the 21st of June, the nights are at their shortest north of the equator, and the crew has to hurry. "
        "If you are allowed to stay up, look toward the west about 20 minutes after sunset. "
        "You may see a scrap of dark that turns … and turns again. Whisper it a rhyme:",
    ),
    (
        "paragraph",
        "Mind the window, mind the wire, eat the midge and not the fire. Home by morning! Sleep till ten. "
        "Thank you. Come to work again. 🌙✨",
    ),
)
