# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet restore src/edge/ActorPlatform.Host --locked-mode \
    && dotnet publish src/edge/ActorPlatform.Host -c Release --no-restore -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# curl for the health check below; the runtime image has none.
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* \
    && mkdir /data && chown app /data
WORKDIR /app
COPY --from=build /app .
USER app
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["curl", "-fsS", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["/app/actorplatform"]
CMD ["serve", "--config", "/etc/actorplatform/actorplatform.conf", "--insecure"]
