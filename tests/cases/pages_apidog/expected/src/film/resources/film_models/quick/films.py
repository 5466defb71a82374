"""The methods of `client.film_models.quick.films`."""

from __future__ import annotations

from functools import cached_property

from .... import types
from ...._runtime.options import RequestOptions
from ...._runtime.raw import async_raw, async_streamed, raw, streamed
from ...._runtime.resource import AsyncResource, Resource
from ...._runtime.sdk import Operation

START: Operation[types.StartAFilmResponse] = Operation(
    "POST",
    "/v1/films",
    returns={"200": lambda: types.StartAFilmResponse},
    security=(("Bearer",),),
)


class Films(Resource):
    """The methods of `client.film_models.quick.films`."""

    def start(
        self,
        *,
        x_studio: str,
        prompt: str,
        request_options: RequestOptions | None = None,
    ) -> types.StartAFilmResponse:
        """Start a film.

        ## Start

        Starts one. See the models and [the standard](https://standards.example.org/film).

        Progress: Ask for it later

        Tip: Give a `callback`.

        Prices: What it costs

        Args:
            x_studio: Sent as `X-Studio` in the headers.

        Example:
            client.film_models.quick.films.start(x_studio="X-Studio", prompt="prompt")
        """
        return self._core.call(
            START,
            headers={
                "X-Studio": x_studio,
            },
            fields={
                "prompt": prompt,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> FilmsWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return FilmsWithRawResponse(Films(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> FilmsWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return FilmsWithStreamingResponse(Films(self._core.streamed()))


class AsyncFilms(AsyncResource):
    """The methods of `client.film_models.quick.films`, asynchronously."""

    async def start(
        self,
        *,
        x_studio: str,
        prompt: str,
        request_options: RequestOptions | None = None,
    ) -> types.StartAFilmResponse:
        """Start a film.

        ## Start

        Starts one. See the models and [the standard](https://standards.example.org/film).

        Progress: Ask for it later

        Tip: Give a `callback`.

        Prices: What it costs

        Args:
            x_studio: Sent as `X-Studio` in the headers.

        Example:
            await client.film_models.quick.films.start(x_studio="X-Studio", prompt="prompt")
        """
        return await self._core.call(
            START,
            headers={
                "X-Studio": x_studio,
            },
            fields={
                "prompt": prompt,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncFilmsWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return AsyncFilmsWithRawResponse(AsyncFilms(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> AsyncFilmsWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return AsyncFilmsWithStreamingResponse(AsyncFilms(self._core.streamed()))


class FilmsWithRawResponse:
    """The methods of `Films`, each returning the HTTP response."""

    def __init__(self, resource: Films) -> None:
        self.start = raw(resource.start)


class FilmsWithStreamingResponse:
    """The methods of `Films`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Films) -> None:
        self.start = streamed(resource.start)


class AsyncFilmsWithRawResponse:
    """The methods of `Films`, each returning the HTTP response."""

    def __init__(self, resource: AsyncFilms) -> None:
        self.start = async_raw(resource.start)


class AsyncFilmsWithStreamingResponse:
    """The methods of `Films`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncFilms) -> None:
        self.start = async_streamed(resource.start)
