//! The gateway side of the stand-in: HELLO, IDENTIFY, READY, events, RESUME, and the bad days of a connection.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::select;
use tokio::sync::mpsc;

use super::{APPLICATION, Order, Seen, Shared, TOKEN, payload};

/// One connection of the bot.
pub async fn connect(State(shared): State<Arc<Shared>>, upgrade: WebSocketUpgrade) -> Response {
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
        self.send(&json!({"op": 10, "s": null, "t": null, "d": {"heartbeat_interval": 41250}})).await?;
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
            Some(1) => self.send(&json!({"op": 11})).await?,
            Some(2) => {
                let refused = self.shared.lock().refuse_identify;
                let wrong_token = (data["token"].as_str().map(bare) != Some(TOKEN)).then_some(4004);
                if let Some(code) = refused.or(wrong_token) {
                    self.shared.see(Seen::Identified(data.clone()));
                    self.close(code).await?;
                    return Ok(false);
                }
                let ready = self.ready();
                {
                    let mut state = self.shared.lock();
                    state.events = vec![ready.clone()];
                    state.orders = Some(orders.clone());
                }
                self.send(&ready).await?;
                // Only now: a test that has seen it may send events at once.
                self.shared.see(Seen::Identified(data.clone()));
            }
            Some(6) => {
                let known = data["seq"].as_u64().unwrap_or_default();
                let missed: Vec<Value> = {
                    let mut state = self.shared.lock();
                    state.orders = Some(orders.clone());
                    state.events.iter().filter(|event| event["s"].as_u64() > Some(known)).cloned().collect()
                };
                for event in missed {
                    self.send(&event).await?;
                }
                self.send(&json!({"op": 0, "s": known, "t": "RESUMED", "d": {}})).await?;
                self.shared.see(Seen::Resumed);
            }
            _ => {}
        }
        Ok(true)
    }

    fn ready(&self) -> Value {
        json!({"op": 0, "s": 1, "t": "READY", "d": {
            "v": 10, "user": payload::bot(), "guilds": [], "session_id": "stand-in", "shard": [0, 1],
            "resume_gateway_url": self.shared.gateway, "application": {"id": APPLICATION.to_string(), "flags": 0},
        }})
    }

    async fn send(&mut self, value: &Value) -> Result<(), axum::Error> {
        self.socket.send(Message::text(value.to_string())).await
    }

    async fn close(&mut self, code: u16) -> Result<(), axum::Error> {
        self.socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await
    }
}

fn bare(token: &str) -> &str {
    token.trim_start_matches("Bot ")
}
