"""What `sdksmith ci` does: is the SDK what the specs give, and what does a change mean for callers?"""
