"""Worlds for the tests of the questions."""

from datetime import date
from typing import Any

from domain.recorded import Recorded
from infra.networkx_graph import NetworkxGraph
from projections.world import World
from tests.given import TODAY, Given


def world_of(given: Given | list[Recorded], on: date = TODAY, **more: Any) -> World:
    """The world after all events, taken in one page."""
    world = World(on, NetworkxGraph(), **more)
    world.apply(given.events if isinstance(given, Given) else given)
    return world


def lived_through(given: Given, on: date = TODAY) -> World:
    """The same world, grown by a few events at a time."""
    world = World(on, NetworkxGraph())
    for at in range(0, len(given.events), 3):
        world.apply(given.events[at : at + 3])
    return world
