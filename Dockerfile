# A small image with the bot alone: no shell is needed to run it, nobody's rights, and nothing is written but /data.
FROM rust:1-slim-bookworm AS build
WORKDIR /receipts
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim
COPY --from=build /receipts/target/release/receipts /usr/local/bin/receipts
RUN install --directory --owner 10001 --group 10001 /data
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV DATABASE_URL=sqlite:/data/receipts.db REPLICA=/data/replica.db
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9100 && printf 'GET /healthz HTTP/1.1\\r\\nHost: receipts\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]
ENTRYPOINT ["receipts"]
CMD ["run", "--status", "127.0.0.1:9100"]
