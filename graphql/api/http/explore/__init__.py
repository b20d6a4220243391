"""`/explore`: GraphiQL from files of our own, one tab per named question. It works without any network but ours."""

from api.http.explore.page import SampleOperation, explore_router

__all__ = ["SampleOperation", "explore_router"]
