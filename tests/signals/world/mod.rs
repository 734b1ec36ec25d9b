//! Stand-ins for everything the state asks of its surroundings, in the test's hands: answers come when a test
//! says so, and time passes when it says so.

mod database;
mod store;

use std::cell::{Cell, RefCell};
use std::future::pending;
use std::rc::Rc;

use any_spawner::Executor;
use futures::channel::oneshot;
use leptos::prelude::Owner;
use ssd1b::wire::{Answer, Outgoing};
use ssd1b::{ApiKey, NetworkFacts, Picture};
use ssd1b_studio::abilities::{
    Abilities, Clock, Dice, Engine, Http, LocalFuture, PictureId, PracticeOrder, Services, Shelf,
};
use ssd1b_studio::state::Studio;
use studio::settings::Settings;

pub(crate) use database::FakeDatabase;
pub(crate) use store::FakeStore;

/// A whole picture of one pixel's height and `width` pixels' width: the width tells pictures apart.
pub(crate) fn gif(width: u8) -> Vec<u8> {
    let mut bytes = Picture::from_base64("R0lGODlhAQABAAAAACwAAAAAAQABAAACAUwAOw==")
        .unwrap()
        .into_bytes();
    bytes[6] = width;
    bytes
}

/// An answer in JSON.
pub(crate) fn json(status: u16, body: &str) -> Answer {
    Answer {
        status,
        headers: vec![("content-type".into(), "application/json".into())],
        body: body.as_bytes().to_vec(),
    }
}

/// A success that brings a picture of each width.
pub(crate) fn images(widths: &[u8]) -> Answer {
    let images: Vec<String> = widths
        .iter()
        .map(|width| Picture::new(gif(*width)).unwrap().to_base64())
        .collect();
    json(
        200,
        &serde_json::json!({ "images": images, "status": "Success" }).to_string(),
    )
}

/// No answer at all.
pub(crate) const UNREACHED: NetworkFacts = NetworkFacts {
    online: Some(true),
    elapsed_ms: 40,
    host_answered_before: true,
    post: true,
    cut_mid_body: false,
};

/// Resolves with what the other end sends; never where that was dropped, as nothing in a browser does either.
async fn sent<T>(receiver: oneshot::Receiver<T>) -> T {
    match receiver.await {
        Ok(value) => value,
        Err(_) => pending().await,
    }
}

struct Sending {
    outgoing: Outgoing,
    key: Option<String>,
    reply: Option<oneshot::Sender<Result<Answer, NetworkFacts>>>,
    dropped: bool,
}

/// HTTP: notes every sending and answers each when told to.
#[derive(Clone, Default)]
pub(crate) struct FakeHttp(Rc<RefCell<Vec<Sending>>>);

impl FakeHttp {
    /// How many requests went out.
    pub(crate) fn count(&self) -> usize {
        self.0.borrow().len()
    }

    /// Answers the sending of that number, from 0.
    pub(crate) fn answer(&self, number: usize, answer: Result<Answer, NetworkFacts>) {
        let sending = &mut self.0.borrow_mut()[number];
        let reply = sending.reply.take().expect("answered once");
        sending.dropped = reply.send(answer).is_err();
    }

    /// Whether whoever sent it no longer waits, without having been answered.
    pub(crate) fn dropped(&self, number: usize) -> bool {
        let sending = &self.0.borrow()[number];
        sending.dropped || sending.reply.as_ref().is_some_and(|r| r.is_canceled())
    }

    /// The address it went to.
    pub(crate) fn url(&self, number: usize) -> String {
        self.0.borrow()[number].outgoing.url.clone()
    }

    /// The body it took along.
    pub(crate) fn body(&self, number: usize) -> String {
        self.0.borrow()[number]
            .outgoing
            .body
            .clone()
            .unwrap_or_default()
    }

    /// The key it took along.
    pub(crate) fn key(&self, number: usize) -> Option<String> {
        self.0.borrow()[number].key.clone()
    }
}

impl Http for FakeHttp {
    fn send(
        &self,
        outgoing: Outgoing,
        key: Option<ApiKey>,
    ) -> LocalFuture<Result<Answer, NetworkFacts>> {
        let (reply, receiver) = oneshot::channel();
        self.0.borrow_mut().push(Sending {
            outgoing,
            key: key.map(|key| key.header_value().to_owned()),
            reply: Some(reply),
            dropped: false,
        });
        Box::pin(sent(receiver))
    }
}

/// When to wake, and whom.
type Sleeper = (f64, oneshot::Sender<()>);

/// A clock that stands still until told to go on.
#[derive(Clone, Default)]
pub(crate) struct FakeClock(Rc<(Cell<f64>, RefCell<Vec<Sleeper>>)>);

impl FakeClock {
    fn pass(&self, ms: f64) {
        let (now, sleepers) = &*self.0;
        now.set(now.get() + ms);
        let (due, later): (Vec<_>, Vec<_>) = sleepers
            .take()
            .into_iter()
            .partition(|(at, _)| *at <= now.get());
        sleepers.replace(later);
        for (_, wake) in due {
            let _ = wake.send(());
        }
    }

    /// How many still wait for the time to pass.
    pub(crate) fn sleepers(&self) -> usize {
        let sleepers = self.0.1.borrow();
        sleepers.iter().filter(|(_, w)| !w.is_canceled()).count()
    }
}

impl Clock for FakeClock {
    fn now_ms(&self) -> f64 {
        self.0.0.get()
    }

    fn sleep(&self, ms: f64) -> LocalFuture<()> {
        let (wake, receiver) = oneshot::channel();
        self.0.1.borrow_mut().push((self.now_ms() + ms, wake));
        Box::pin(sent(receiver))
    }
}

/// Dice that count up.
#[derive(Clone, Default)]
pub(crate) struct FakeDice(Rc<Cell<u64>>);

impl Dice for FakeDice {
    fn roll(&self) -> u64 {
        self.0.set(self.0.get() + 1);
        1000 + self.0.get()
    }
}

struct Painting {
    order: PracticeOrder,
    progress: Rc<dyn Fn(f32)>,
    reply: Option<oneshot::Sender<Result<Vec<u8>, String>>>,
}

/// A practice engine that paints when told to.
#[derive(Clone, Default)]
pub(crate) struct FakeEngine(Rc<RefCell<Vec<Painting>>>);

impl FakeEngine {
    /// How many images it was told to paint.
    pub(crate) fn count(&self) -> usize {
        self.0.borrow().len()
    }

    /// What it was told for that image.
    pub(crate) fn order(&self, number: usize) -> PracticeOrder {
        self.0.borrow()[number].order.clone()
    }

    /// Tells how far that image is.
    pub(crate) fn progress(&self, number: usize, share: f32) {
        let progress = self.0.borrow()[number].progress.clone();
        progress(share);
    }

    /// Hands that image over, or says why there is none.
    pub(crate) fn finish(&self, number: usize, painted: Result<Vec<u8>, String>) {
        let reply = self.0.borrow_mut()[number].reply.take();
        let _ = reply.expect("painted once").send(painted);
    }

    /// Whether nobody waits for that image any more.
    pub(crate) fn dropped(&self, number: usize) -> bool {
        let paintings = self.0.borrow();
        let reply = paintings[number].reply.as_ref();
        reply.is_some_and(|reply| reply.is_canceled())
    }
}

impl Engine for FakeEngine {
    fn paint(
        &self,
        order: PracticeOrder,
        progress: Rc<dyn Fn(f32)>,
    ) -> LocalFuture<Result<Vec<u8>, String>> {
        let (reply, receiver) = oneshot::channel();
        self.0.borrow_mut().push(Painting {
            order,
            progress,
            reply: Some(reply),
        });
        Box::pin(sent(receiver))
    }
}

/// A shelf that remembers what lay on it.
#[derive(Clone, Default)]
pub(crate) struct FakeShelf(Rc<RefCell<Vec<Option<Picture>>>>);

impl FakeShelf {
    /// The width of a picture that lies there, by which tests know it.
    pub(crate) fn width(&self, id: PictureId) -> Option<u32> {
        let pictures = self.0.borrow();
        let picture = pictures.get(id.0 as usize)?.as_ref()?;
        picture.dimensions().map(|(width, _)| width)
    }

    /// How many pictures lie there.
    pub(crate) fn count(&self) -> usize {
        self.0.borrow().iter().flatten().count()
    }
}

impl Shelf for FakeShelf {
    fn put(&self, picture: Picture) -> PictureId {
        let mut pictures = self.0.borrow_mut();
        pictures.push(Some(picture));
        PictureId(pictures.len() as u32 - 1)
    }

    fn discard(&self, id: PictureId) {
        self.0.borrow_mut()[id.0 as usize] = None;
    }
}

/// All stand-ins together, and the root that the signals of a test hang on.
pub(crate) struct World {
    pub(crate) http: FakeHttp,
    pub(crate) clock: FakeClock,
    pub(crate) device: FakeStore,
    pub(crate) tab: FakeStore,
    pub(crate) engine: FakeEngine,
    pub(crate) shelf: FakeShelf,
    dice: FakeDice,
    _owner: Owner,
}

/// Whatever was started still runs while its signals are there, also where one test makes several worlds.
impl Drop for World {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.settle();
        }
    }
}

impl World {
    /// Nothing stored, nothing sent, on the page `https://page.example`.
    pub(crate) fn new() -> World {
        // The second test finds it set already.
        let _ = Executor::init_futures_executor();
        let owner = Owner::new();
        owner.set();
        World {
            http: FakeHttp::default(),
            clock: FakeClock::default(),
            device: FakeStore::default(),
            tab: FakeStore::default(),
            engine: FakeEngine::default(),
            shelf: FakeShelf::default(),
            dice: FakeDice::default(),
            _owner: owner,
        }
    }

    /// The state over these stand-ins, its effects run; called again, it is the page after a reload.
    pub(crate) fn studio_with(&self, settings: Settings) -> Studio {
        let services = Services::new(Abilities {
            clock: Box::new(self.clock.clone()),
            dice: Box::new(self.dice.clone()),
            device: Box::new(self.device.clone()),
            tab: Box::new(self.tab.clone()),
            http: Box::new(self.http.clone()),
            engine: Box::new(self.engine.clone()),
            shelf: Box::new(self.shelf.clone()),
            page_origin: "https://page.example".to_owned(),
            page_is_https: true,
        });
        let studio = Studio::new(&services, settings);
        self.settle();
        studio
    }

    /// The state of a page without settings.
    pub(crate) fn studio(&self) -> Studio {
        self.studio_with(Settings::default())
    }

    /// Runs everything that can run.
    pub(crate) fn settle(&self) {
        for _ in 0..3 {
            Executor::poll_local();
        }
    }

    /// Lets time pass, and runs what that wakes.
    pub(crate) fn pass(&self, ms: f64) {
        self.clock.pass(ms);
        self.settle();
    }

    /// Answers a sending, and runs what that wakes.
    pub(crate) fn answer(&self, number: usize, answer: Result<Answer, NetworkFacts>) {
        self.http.answer(number, answer);
        self.settle();
    }
}
