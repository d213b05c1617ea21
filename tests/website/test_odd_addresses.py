"""Whatever stands in an address is answered: with a page, or with 404, never with a fault."""

import pytest

from tests import factories

_MANY_NINES = "9" * 30


@pytest.mark.parametrize(
    "address",
    [
        f"/archive/{_MANY_NINES}/1/1/",
        f"/archive/2026/{_MANY_NINES}/1/",
        "/archive/9999/12/31/",
        "/latest/?before=1-ffffffffffffffffffffffff",
        "/latest/?before=1--ff",
        "/latest/?before=%00",
        "/latest/?kind=news%00",
        f"/corrections/?before={_MANY_NINES}",
        f"/x/20261122{_MANY_NINES}-x/",
        "/x/20261122999999999999999999-x/",
        "/x/20261122999999999999999999-x/changes/",
        "/topics/a%00b/",
        "/authors/a%00b/",
        "/projects/a%00b/",
        "/a%00b/",
        "/x/202611221-a%00b/",
        "/topics/%ff/",
        f"/{'a' * 9000}/",
        "/fr//elsewhere.example/",
    ],
)
def test_nothing_is_found_there(client, edition, address):
    factories.edition(prefix="fr", language="fr")
    assert [client.get(address).status_code, client.head(address).status_code] == [404, 404]
