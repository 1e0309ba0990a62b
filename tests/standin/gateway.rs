//! The gateway side of the stand-in: HELLO, IDENTIFY, READY, events, RESUME, and the bad days of a connection.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::select;
use tokio::sync::mpsc;

use super::{APPLICATION, Order, Seen, Session, Shared, TOKEN, payload};

/// One connection of the bot.
pub async fn connect(State(shared): State<Arc<Shared>>, upgrade: WebSocketUpgrade) -> Response {
    if shared.lock().shut {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    upgrade.on_upgrade(move |socket| async move {
        let mut connection = Connection { socket, shared };
        // An error is a bot that went away: its next connection tells.
        let _ = connection.run().await;
    })
}

struct Connection {
    socket: WebSocket,
    shared: Arc<Shared>,
}

impl Connection {
    async fn run(&mut self) -> Result<(), axum::Error> {
        let (sender, mut orders) = mpsc::unbounded_channel();
        let heartbeat = self.shared.lock().heartbeat.as_millis() as u64;
        self.send(&json!({"op": 10, "s": null, "t": null, "d": {"heartbeat_interval": heartbeat}})).await?;
        self.shared.see(Seen::Connected);
        loop {
            select! {
                message = self.socket.recv() => match message {
                    Some(Ok(Message::Text(text))) => {
                        let message: Value = serde_json::from_str(&text).expect("the bot speaks JSON");
                        if !self.hear(&message, &sender).await? {
                            return Ok(());
                        }
                    }
                    Some(Ok(Message::Close(frame))) => {
                        self.shared.see(Seen::Closed(frame.map_or(1005, |frame| frame.code)));
                        return Ok(());
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Ok(()),
                },
                Some(order) = orders.recv() => match order {
                    Order::Event(event) => self.send(&event).await?,
                    // It becomes an event before it gets here.
                    Order::Dispatch(..) => {}
                    Order::Opcode(opcode, data) => self.send(&json!({"op": opcode, "d": data})).await?,
                    Order::Drop => return Ok(()),
                    Order::Close(code) => return self.close(code).await,
                },
            }
        }
    }

    /// Whether the connection goes on.
    async fn hear(&mut self, message: &Value, orders: &mpsc::UnboundedSender<Order>) -> Result<bool, axum::Error> {
        let data = &message["d"];
        match message["op"].as_u64() {
            Some(1) => {
                let silent = self.shared.lock().silent;
                if !silent {
                    self.send(&json!({"op": 11})).await?;
                }
            }
            Some(2) => {
                let refused = self.shared.lock().refuse_identify;
                if let Some(code) = refused.or(self.unauthenticated(data)) {
                    self.shared.see(Seen::Identified(data.clone()));
                    self.close(code).await?;
                    return Ok(false);
                }
                let shard = data["shard"][0].as_u64().unwrap_or_default();
                let ready = self.ready(&data["shard"]);
                let session = Session { orders: orders.clone(), events: vec![ready.clone()] };
                self.shared.lock().sessions.insert(shard, session);
                self.send(&ready).await?;
                // Only now: a test that has seen it may send events at once.
                self.shared.see(Seen::Identified(data.clone()));
            }
            Some(6) => {
                if let Some(code) = self.unauthenticated(data) {
                    self.close(code).await?;
                    return Ok(false);
                }
                let known = data["seq"].as_u64().unwrap_or_default();
                let Some((missed, last)) = self.missed(data["session_id"].as_str(), known, orders) else {
                    self.send(&json!({"op": 9, "d": false})).await?;
                    return Ok(true);
                };
                for event in missed {
                    self.send(&event).await?;
                }
                self.send(&json!({"op": 0, "s": last, "t": "RESUMED", "d": {}})).await?;
                self.shared.see(Seen::Resumed);
            }
            _ => {}
        }
        Ok(true)
    }

    fn ready(&self, shard: &Value) -> Value {
        json!({"op": 0, "s": 1, "t": "READY", "d": {
            "v": 10, "user": payload::bot(), "guilds": [], "session_id": session_id(&shard[0]), "shard": shard,
            "resume_gateway_url": self.shared.gateway, "application": {"id": APPLICATION.to_string(), "flags": 0},
        }})
    }

    /// The code to close with where the token is not good.
    fn unauthenticated(&self, data: &Value) -> Option<u16> {
        let good = data["token"].as_str().map(bare) == Some(TOKEN) && !self.shared.lock().revoked;
        (!good).then_some(4004)
    }

    /// The events that a session has not seen, and the number of the last; its orders come here from now on. `None` when
    /// it is over.
    fn missed(
        &self,
        session: Option<&str>,
        known: u64,
        orders: &mpsc::UnboundedSender<Order>,
    ) -> Option<(Vec<Value>, usize)> {
        let mut state = self.shared.lock();
        if state.refuse_resume {
            return None;
        }
        let found = state.sessions.iter_mut().find(|(shard, _)| session == Some(&session_id(shard)));
        let (_, session) = found?;
        session.orders = orders.clone();
        let missed = session.events.iter().filter(|event| event["s"].as_u64() > Some(known)).cloned().collect();
        Some((missed, session.events.len()))
    }

    async fn send(&mut self, value: &Value) -> Result<(), axum::Error> {
        self.socket.send(Message::text(value.to_string())).await
    }

    async fn close(&mut self, code: u16) -> Result<(), axum::Error> {
        self.socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await?;
        // A connection that ends before the bot has said goodbye would be a broken one.
        while let Some(Ok(_)) = self.socket.recv().await {}
        Ok(())
    }
}

fn bare(token: &str) -> &str {
    token.trim_start_matches("Bot ")
}

fn session_id(shard: impl std::fmt::Display) -> String {
    format!("stand-in-{shard}")
}
