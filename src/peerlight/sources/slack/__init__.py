"""Slack, in its three shapes: official export, slackdump's, and JSON as the Web API gives it."""

from peerlight.sources.slack.reader import Slack

__all__ = ["Slack"]
