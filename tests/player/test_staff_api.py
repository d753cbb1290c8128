"""The staff API keeps its own description: whatever is sent, it answers with a status, a type and a shape that the schema names."""

from collections.abc import Iterator
from itertools import product

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from player.sites.models import Token
from readalong_site.wsgi import application
from tests.player.rows import make_article, make_site

EXAMPLES = 10  # Of each operation, as many that follow the schema as do not.
# Not whether it accepts all that follows the schema: an address must be one of the site's own, `from` wants `to`.
CHECKS = [
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
BOUNDED = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def kept_connection(db: None) -> Iterator[None]:
    """As Django's own test client keeps the connection, which holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("kept_connection")
def test_the_staff_api_keeps_its_description() -> None:
    site = make_site("tidepool")
    make_article(site, "The crab")
    _, secret = Token.objects.issue(site, "schema", Token.Scope.WRITE)
    schema = schemathesis.openapi.from_wsgi("/v1/schema", application)
    for found, mode in product(schema.get_all_operations(), schemathesis.GenerationMode):
        operation = found.ok()

        @BOUNDED
        @given(case=operation.as_strategy(generation_mode=mode))
        def call(case: schemathesis.Case) -> None:
            answer = case.call(headers={"Authorization": f"Bearer {secret}"})
            case.validate_response(answer, checks=CHECKS)

        call()


def test_an_address_that_is_none_is_answered_as_a_program_reads_it(client: Client) -> None:
    for answer in (client.get("/v1/engagement/sea%20weed"), client.delete("/v1/articles/1.5"), client.get("/v1/x/y")):
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert "docs/api.md" in answer.json()["detail"]
