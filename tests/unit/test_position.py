from __future__ import annotations

import pytest

from generator.ir import position
from generator.load import noise


@pytest.mark.parametrize(
    "name",
    [
        "CampaignPostResponsesContentApplicationJsonSchemaDataStatus",
        "CampaignGetParametersStatus",
        "CampaignIdPutRequestBodyContentApplicationJsonSchema",
        "Campaigns_createACampaign_Response_201",
        "Campaigns_createACampaign_Request",
        "Agent Templates_getAgentTemplates_Response_200",
    ],
)
def test_names_made_by_tools(name: str) -> None:
    assert noise.is_noise(name)


@pytest.mark.parametrize(
    "name",
    [
        "Campaign",
        "BadRequestErrorResponse",
        "ApiResponse",
        "PostCallAnalyticsConfig",
        "GetParameters",
        "user_profile",
    ],
)
def test_names_chosen_by_people(name: str) -> None:
    assert not noise.is_noise(name)


def test_a_response_and_what_it_wraps() -> None:
    root = position.response("CreateACampaign", "Campaign")
    data = root.property("data")
    assert root.short == "CreateACampaignResponse"
    assert data.short == "CreateACampaignData"
    assert data.property("status").short == "CampaignStatus"
    assert data.property("status").long == "CreateACampaignDataStatus"


def test_items_are_named_in_the_singular() -> None:
    data = position.response("RetrieveAllCampaigns", "Campaign").property("data")
    item = data.property("campaigns").item()
    assert item.short == "Campaign"
    assert item.property("agent").short == "CampaignAgent"
    assert data.property("events").item().short == "CampaignEvent"
    assert position.response("ListCampaigns", "Campaign").property("data").item().short == "Campaign"
    assert position.response("ListCampaigns", "Campaign").item().short == "Campaign"


def test_an_object_that_is_the_subject_has_its_name() -> None:
    data = position.response("GetACampaign", "Campaign").property("data")
    assert data.property("campaign").short == "Campaign"
    assert data.property("metrics").short == "CampaignMetrics"


def test_parts_of_a_component_carry_its_name() -> None:
    agent = position.component("Agent")
    assert agent.property("voiceConfig").short == "AgentVoiceConfig"
    assert agent.property("tools").item().short == "AgentTool"
    assert agent.property("labels").value().short == "AgentLabelsValue"


@pytest.mark.parametrize(
    ("name", "given"),
    [("HTTPError", "HTTPError"), ("user_profile", "UserProfile"), ("a.b-c", "ABC"), ("", "Model")],
)
def test_a_component_keeps_its_name_where_it_is_a_python_one(name: str, given: str) -> None:
    assert position.component(name).short == given


def test_a_component_named_after_its_place_is_seen() -> None:
    items = position.component("PostCallConfig").property("successMetrics").item()
    assert items.short == "PostCallConfigSuccessMetric"
    assert position.is_place("PostCallConfigSuccessMetricsItems", items.outer, "SuccessMetrics")
    assert not position.is_place("SuccessMetric", items.outer, "SuccessMetrics")


def test_names_that_a_tool_makes_of_a_place() -> None:
    agent = position.component("AgentDTO")
    assert agent.property("preCallAPI").property("body").is_spelt("AgentDTOPreCallAPIBody")
    assert agent.property("tools").item().property("type").is_spelt("AgentDTOToolsItemsType")
    assert agent.property("value").is_spelt("AgentDTOAllOf1Value")
    assert not agent.property("owner").is_spelt("Owner")
    body = position.response("GetAgent", "Agent")
    assert not body.property("owner").is_spelt("Owner"), "only what is inside a component is named after it"
    failure = position.failure("ArchiveABranch", "Branch", "404")
    assert failure.is_spelt("ArchiveABranchRequestResourceNotFoundTheReferError")
    assert not failure.is_spelt("ResourceNotFoundError")


def test_a_tool_s_mark_before_a_name_is_no_part_of_it() -> None:
    assert position.component("type_:HTTPValidationError").short == "HTTPValidationError"
    assert position.component("type_voices:Voice").short == "Voice"
