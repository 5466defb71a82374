"""What every SDK carries: requests, responses, retries, redirects, credentials, logging.

The package knows nothing of one API. The generated client passes an `Sdk` record (names, credentials, error
classes) and `Operation` records (one per method); everything else is here. Importing it loads neither the
HTTP library nor pydantic: both are loaded by the first call.

Reading order: `sdk`, `contents` and `options` (records); `request` (arguments to a request; parameters are in
`styles`, bodies in `bodies`, `forms`, `multipart` and `files`, what is read while it is sent in `sources`);
`exchange` (one call, as steps without I/O) and
`prepare` (which makes it); `core` (the two drivers of those steps); `transport` (the only
module that names the HTTP library); `parse` and `lenient` (bytes to models); `streams` and `items` (bytes to
models one by one).
"""
