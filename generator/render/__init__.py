"""Api → Files: views, templates, and the doors that spec text must come through."""

from generator.render.render import Files, render

__all__ = ["Files", "render"]
