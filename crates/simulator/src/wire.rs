//! The connection below the HTTP server: it can be closed in the middle of an answer, and it knows when an answer has
//! left whole.

use crate::ledger::Ledger;
use crate::moments::Step;
use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

/// What a request knows of the connection it came on.
pub(crate) struct Connection {
    /// Counted from 1.
    pub(crate) number: u64,
    ledger: Arc<Ledger>,
    /// Nothing more may be written.
    dropped: AtomicBool,
    /// What is buffered may still be written, then the connection closes.
    cut: AtomicBool,
    /// The ledger's number of an answer whose last byte is buffered.
    leaving: Mutex<Option<u64>>,
}

impl Connection {
    pub(crate) fn new(number: u64, ledger: Arc<Ledger>) -> Connection {
        Connection {
            number,
            ledger,
            dropped: AtomicBool::new(false),
            cut: AtomicBool::new(false),
            leaving: Mutex::new(None),
        }
    }

    /// Closes the connection at the next byte that would be written.
    pub(crate) fn drop_it(&self) {
        self.dropped.store(true, Ordering::Relaxed);
    }

    fn leaving(&self) -> std::sync::MutexGuard<'_, Option<u64>> {
        self.leaving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The server flushes only with its own buffer empty: by then the network has everything.
    fn flushed(&self) -> io::Result<()> {
        if let Some(id) = self.leaving().take() {
            self.ledger
                .step(Some(id), Step::AnswerWritten, |entry, now| {
                    entry.answer_complete = true;
                    entry.answer_complete_ms = Some(now);
                });
        }
        if self.cut.load(Ordering::Relaxed) {
            Err(io::ErrorKind::ConnectionAborted.into())
        } else {
            Ok(())
        }
    }
}

/// The socket of a connection.
pub(crate) struct Wire {
    socket: TcpStream,
    connection: Arc<Connection>,
}

impl Wire {
    pub(crate) fn new(socket: TcpStream, connection: Arc<Connection>) -> Wire {
        Wire { socket, connection }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.connection.dropped.load(Ordering::Relaxed) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.socket).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.socket).poll_flush(cx))?;
        Poll::Ready(self.connection.flushed())
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}

/// How a body leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Pace {
    /// At once.
    Whole,
    /// The first half, then the connection closes.
    Cut,
    /// In pieces of that many bytes, with a pause between them.
    Drip(usize, Duration),
}

/// A body that leaves at its pace and tells its connection when it ends.
pub(crate) struct Paced {
    rest: Bytes,
    pace: Pace,
    pause: Option<Pin<Box<Sleep>>>,
    connection: Arc<Connection>,
    entry: Option<u64>,
}

impl Paced {
    pub(crate) fn new(
        bytes: Bytes,
        pace: Pace,
        connection: Arc<Connection>,
        entry: Option<u64>,
    ) -> Paced {
        let body = Paced {
            rest: bytes,
            pace,
            pause: None,
            connection,
            entry,
        };
        // Nobody asks an empty body for anything. The head that stands for it is buffered before the next flush.
        if body.rest.is_empty() {
            body.ended();
        }
        body
    }

    fn ended(&self) {
        *self.connection.leaving() = self.entry;
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        match self.pace {
            Pace::Whole => {
                self.ended();
                Poll::Ready(Some(std::mem::take(&mut self.rest)))
            }
            Pace::Cut => {
                if self.connection.cut.swap(true, Ordering::Relaxed) {
                    return Poll::Pending;
                }
                let half = self.rest.len() / 2;
                Poll::Ready(Some(self.rest.split_to(half)))
            }
            Pace::Drip(size, length) => {
                if let Some(pause) = &mut self.pause {
                    ready!(pause.as_mut().poll(cx));
                }
                self.pause = Some(Box::pin(tokio::time::sleep(length)));
                let piece = self.rest.split_to(size.min(self.rest.len()));
                if self.rest.is_empty() {
                    self.ended();
                }
                Poll::Ready(Some(piece))
            }
        }
    }
}

impl Body for Paced {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.next(cx)
            .map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}
