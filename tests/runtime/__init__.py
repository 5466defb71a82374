"""The runtime by itself: a small SDK, as the generator would write it, over a scripted server."""
