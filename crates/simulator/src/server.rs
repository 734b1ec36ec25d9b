//! Accepting connections, and the handle on a simulator that runs.

use crate::config::Config;
use crate::front;
use crate::gallery::Gallery;
use crate::jobs::Jobs;
use crate::keys::Accounts;
use crate::ledger::Ledger;
use crate::limits::Limits;
use crate::routes;
use crate::wire::{Connection, Wire};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// A simulator that runs. Dropping it, or [`shutdown`](Running::shutdown), closes every connection.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    /// What became of every POST.
    pub ledger: Arc<Ledger>,
    task: JoinHandle<()>,
}

/// Starts a simulator on 127.0.0.1 and returns once it listens. Needs a tokio runtime, which also carries it.
///
/// # Errors
///
/// The port is taken, or the site's folder has no `index.html`.
pub async fn serve(config: Config) -> io::Result<Running> {
    if let Some(site) = &config.site {
        crate::site::check(site)?;
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await?;
    let addr = listener.local_addr()?;
    let shared = Arc::new(Shared::new(config));
    let ledger = shared.ledger.clone();
    Ok(Running {
        addr,
        ledger,
        task: tokio::spawn(accept(listener, shared)),
    })
}

impl Running {
    /// The address of its page, and the base URL of its API, with a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.addr)
    }

    /// Stops listening and closes every connection, wherever its answer stands. Returns once that is done.
    pub async fn shutdown(mut self) {
        self.task.abort();
        // The error says that it was aborted, which was the wish.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What all requests share.
pub(crate) struct Shared {
    pub(crate) config: Config,
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) accounts: Accounts,
    pub(crate) limits: Limits,
    pub(crate) gallery: Gallery,
    pub(crate) jobs: Jobs,
    requests: AtomicU64,
}

impl Shared {
    fn new(config: Config) -> Shared {
        let gallery = Gallery::new(config.edge);
        Shared {
            config,
            ledger: Arc::default(),
            accounts: Accounts::default(),
            limits: Limits::default(),
            gallery,
            jobs: Jobs::default(),
            requests: AtomicU64::new(0),
        }
    }

    /// A new id for a request, of the service's shape.
    pub(crate) fn request_id(&self) -> String {
        let number = self.requests.fetch_add(1, Ordering::Relaxed) + 1;
        format!("00000000-0000-4000-8000-{number:012}")
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let router = routes::router(shared.clone());
    // Dropping the set, when this task is aborted, closes the connections.
    let mut connections = JoinSet::new();
    let mut number = 0;
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // A connection that died while it waited is the client's affair; the next one comes.
                let Ok((socket, _)) = accepted else { continue };
                number += 1;
                let connection = Arc::new(Connection::new(number, shared.ledger.clone()));
                connections.spawn(converse(socket, connection, shared.clone(), router.clone()));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn converse(
    socket: TcpStream,
    connection: Arc<Connection>,
    shared: Arc<Shared>,
    router: axum::Router,
) {
    // A slow drip shall drip.
    let _ = socket.set_nodelay(true);
    let router = TowerToHyperService::new(router);
    let service = service_fn(|request| {
        front::answer(shared.clone(), connection.clone(), router.clone(), request)
    });
    let wire = TokioIo::new(Wire::new(socket, connection.clone()));
    // The error of a connection that was cut, by us or by the client, is no news.
    let _ = http1::Builder::new().serve_connection(wire, service).await;
}
