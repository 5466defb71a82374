"""chromadb: tenants, databases, collections and records, by the OpenAPI 3.1 document that it serves."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Connect, Started
from .packages import own_tests
from .servers import Server

pytestmark = pytest.mark.conformance

SERVER = Server(
    name="chromadb",
    requirements=("chromadb==1.5.9",),
    command="chroma run --host 127.0.0.1 --port {port} --path {folder}/data",
    environment={"ANONYMIZED_TELEMETRY": "False"},
    document="/openapi.json",
    settings="""
package = "chroma_sdk"
client = "Chroma"
""",
    # Its operations document a key; a server of one's own does not look at it.
    options={"api_key": "none"},
)


@pytest.fixture
def place(client: Any) -> dict[str, str]:
    """A database of a new tenant: the arguments that lead to it."""
    tenant = f"tenant-{uuid.uuid4()}"
    client.tenant.create(name=tenant)
    client.database.create(tenant=tenant, name="data")
    return {"tenant": tenant, "database": "data"}


@pytest.fixture
def filled(client: Any, place: dict[str, str]) -> dict[str, str]:
    """A collection of three records: the arguments that lead to it."""
    collection = client.collection.create(**place, name="papers")
    there = {**place, "collection_id": str(collection.id)}
    client.record.collection_add(
        **there,
        ids=["a", "b", "c"],
        embeddings=[[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]],
        documents=["one", None, "three"],
        metadatas=[{"k": 1}, None, {"k": "x", "f": 1.5, "t": True}],
    )
    return there


def test_every_operation_has_a_method(started: Started) -> None:
    assert started.package.operations == len(started.package.methods) == 35
    assert started.package.said == ()


def test_the_package_passes_its_own_tests(started: Started) -> None:
    assert own_tests(started.package) == ""


def test_about_the_server(client: Any) -> None:
    assert client.system.version() == "1.0.0"
    assert client.system.heartbeat().nanosecond_heartbeat > 10**18
    assert client.system.pre_flight_checks().max_batch_size > 1000
    assert client.authentication.get_user_identity().tenant == "default_tenant"


def test_an_answer_of_another_kind_than_documented(client: Any, sdk: Any) -> None:
    """The document says a JSON string, the server sends an object: an error that has what was sent."""
    with pytest.raises(sdk.ResponseValidationError) as caught:
        client.system.healthcheck()
    assert "is_executor_ready" in caught.value.text
    raw = client.system.with_raw_response.healthcheck()
    assert (raw.status_code, raw.content) == (200, caught.value.text.encode())


def test_a_tenant_and_its_databases(client: Any, connect: Connect, sdk: Any, place: dict[str, str]) -> None:
    tenant = place["tenant"]
    assert client.tenant.get(tenant_name=tenant).name == tenant
    assert [each.name for each in client.database.list(tenant=tenant)] == ["data"]
    # The document says that these are collections: what they lack is said, and what was sent is there.
    (listed,) = client.database.list(tenant=tenant, limit=1)
    assert (type(listed).__name__, listed.name) == ("Collection", "data")
    assert "/version" in listed.invalid_fields
    with pytest.raises(sdk.ResponseValidationError, match="version"):
        connect(strict_responses=True).database.list(tenant=tenant)
    database = client.database.get(**place)
    assert (database.name, database.tenant) == ("data", tenant)
    assert isinstance(database.id, uuid.UUID)
    assert client.tenant.update(tenant_name=tenant, resource_name=f"r-{tenant}") == {}
    client.database.delete(**place)
    with pytest.raises(sdk.NotFoundError) as caught:
        client.database.get(**place)
    assert isinstance(caught.value.body, sdk.types.ErrorResponse)
    assert caught.value.body.error == "NotFoundError"


def test_collections(client: Any, sdk: Any, place: dict[str, str]) -> None:
    names = {f"c-{number}" for number in range(5)}
    for name in names:
        client.collection.create(**place, name=name, metadata={"n": 1, "f": 0.5, "b": True})
    assert client.collection.count(**place) == 5
    pages = [client.collection.list(**place, limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert {each.name for page in pages for each in page} == names

    collection = client.collection.get(**place, collection_id="c-3")
    assert collection.metadata == {"n": 1, "f": 0.5, "b": True}
    assert isinstance(collection, sdk.types.Collection)
    assert isinstance(collection.id, uuid.UUID)
    assert collection.configuration_json.hnsw.space == "l2"
    # `schema` is a method of pydantic models.
    assert collection.schema_.defaults.string.string_inverted_index.enabled is True
    assert client.collection.get_collection_by_id(**place, collection_id=str(collection.id)).name == "c-3"

    there = {**place, "collection_id": str(collection.id)}
    client.collection.update(**there, new_name="renamed", new_metadata={"z": "é"})
    assert client.collection.get(**place, collection_id="renamed").metadata == {"z": "é"}

    client.collection.delete(**place, collection_id="renamed")
    with pytest.raises(sdk.NotFoundError) as caught:
        client.collection.get(**place, collection_id="renamed")
    assert isinstance(caught.value.body, sdk.types.ErrorResponse)
    assert caught.value.body.to_dict() == {
        "error": "NotFoundError",
        "message": "Collection [renamed] does not exist",
    }


def test_a_collection_made_twice(client: Any, sdk: Any, place: dict[str, str]) -> None:
    first = client.collection.create(**place, name="twice")
    again = client.collection.create(**place, name="twice", get_or_create=True)
    assert again.id == first.id
    with pytest.raises(sdk.ConflictError, match=r"Collection \[twice\] already exists"):
        client.collection.create(**place, name="twice")


def test_records_are_read(client: Any, filled: dict[str, str]) -> None:
    assert client.record.collection_count(**filled) == 3
    got = client.record.collection_get(**filled, include=["documents", "metadatas", "embeddings"])
    assert got.ids == ["a", "b", "c"]
    assert got.documents == ["one", None, "three"]
    assert got.metadatas == [{"k": 1}, None, {"k": "x", "f": 1.5, "t": True}]
    assert got.embeddings == [[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]
    assert client.record.collection_get(**filled, where={"k": "x"}).ids == ["c"]
    assert client.record.collection_get(**filled, ids=["b", "c"], limit=1, offset=1).ids == ["c"]
    nearest = client.record.collection_query(
        **filled, query_embeddings=[[1, 0]], n_results=2, include=["distances"]
    )
    assert (nearest.ids, nearest.distances) == ([["a", "c"]], [[0.0, 0.5]])
    both = client.record.collection_query(
        **filled, query_embeddings=[[1, 0], [0, 1]], n_results=1, where_document={"$contains": "e"}
    )
    assert (both.ids, both.documents) == ([["a"], ["c"]], [["one"], ["three"]])
    assert both.metadatas == [[{"k": 1}], [{"k": "x", "f": 1.5, "t": True}]]
    assert client.record.collection_count(**filled, read_level="index_only") == 3


def test_records_are_changed(client: Any, filled: dict[str, str]) -> None:
    client.record.collection_update(**filled, ids=["a"], documents=["uno"])
    client.record.collection_upsert(
        **filled, ids=["a", "d"], embeddings=[[1, 1], [2, 2]], documents=["eins", "vier"]
    )
    got = client.record.collection_get(**filled, ids=["a", "d"])
    assert (got.ids, got.documents) == (["a", "d"], ["eins", "vier"])
    assert client.record.collection_delete(**filled, ids=["b", "c"]).deleted == 2
    assert client.record.collection_count(**filled) == 2


def test_wrong_calls(client: Any, sdk: Any, filled: dict[str, str], place: dict[str, str]) -> None:
    with pytest.raises(sdk.BadRequestError, match="dimension of 2, got 3") as wrong_size:
        client.record.collection_add(**filled, ids=["z"], embeddings=[[1, 2, 3]])
    assert wrong_size.value.body["error"] == "InvalidArgumentError"
    with pytest.raises(sdk.UnprocessableEntityError, match="unknown variant `nonsense`") as unknown:
        client.record.collection_get(**filled, include=["nonsense"])
    assert unknown.value.status_code == 422
    with pytest.raises(sdk.ForbiddenError, match="Reset is disabled"):
        client.system.reset()
    with pytest.raises(sdk.BadRequestError, match="containing 3-512 characters") as short:
        client.collection.create(**place, name="ab")
    # The document has no 400 here: what was sent, as plain data.
    assert short.value.body["error"] == "InvalidArgumentError"
    with pytest.raises(sdk.ConflictError, match="already exists"):
        client.database.create(tenant=place["tenant"], name=place["database"])
    with pytest.raises(sdk.BadRequestError, match="not a valid UUID"):
        client.record.collection_count(**place, collection_id="papers")


def test_what_a_server_of_ones_own_does_not_do(connect: Connect, sdk: Any, filled: dict[str, str]) -> None:
    client = connect(max_retries=0)
    search = sdk.types.SearchPayload(rank={"$knn": {"query": [1.0, 0.0]}}, limit={"limit": 2})
    calls: tuple[Callable[[], Any], ...] = (
        lambda: client.function.attach(**filled, function_id="f", name="n", output_collection="out"),
        lambda: client.function.detach(**filled, name="n"),
        lambda: client.collection.fork(**filled, new_name="fork"),
        lambda: client.collection.fork_count(**filled),
        lambda: client.record.collection_search(**filled, searches=[search]),
    )
    for call in calls:
        with pytest.raises(sdk.ServerError, match="501 Not Implemented") as caught:
            call()
        # An error that the document does not have for any of them.
        assert caught.value.body["error"] == "ChromaError"
    with pytest.raises(sdk.NotFoundError, match="Attached function not found") as missing:
        client.function.get_attached_function(**filled, function_name="n")
    assert isinstance(missing.value.body, sdk.types.ErrorResponse)
    with pytest.raises(sdk.InternalServerError, match="not implemented") as internal:
        client.record.indexing_status(**filled)
    assert internal.value.body == sdk.types.ErrorResponse(
        error="InternalError", message="Method scout_logs is not implemented"
    )


def test_a_server_that_hangs_up(connect: Connect, sdk: Any, place: dict[str, str], started: Started) -> None:
    """What it does not implement, this one answers by hanging up: that is tried again, and said."""
    crn = f"{place['tenant']}:{place['database']}:papers"
    before = started.tally.calls
    with pytest.raises(sdk.ApiConnectionError, match="disconnected without sending a response"):
        connect(max_retries=1).collection.get_by_crn(crn=crn)
    assert started.tally.calls - before == 2


def test_a_key_is_needed(connect: Connect, sdk: Any) -> None:
    with pytest.raises(sdk.CredentialError, match=r"api_key.*CHROMA_SDK_API_KEY"):
        connect(api_key=None).system.reset()
