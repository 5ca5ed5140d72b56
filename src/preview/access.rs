//! Who may ask: those who know the token and call the server by its own address.

use std::fmt::Write;

/// Bytes of the token.
const TOKEN: usize = 24;

/// The server's own names.
const NAMES: [&str; 2] = ["127.0.0.1", "localhost"];

/// The usual port of HTTP.
const HTTP: u16 = 80;

/// The token of one run and the addresses under which the server answers.
#[derive(Clone)]
pub struct Access {
    token: String,
    hosts: Vec<String>,
}

// The token is never in a log or a message.
impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Access").field("hosts", &self.hosts).finish_non_exhaustive()
    }
}

impl Access {
    /// A new token for a server on this port of the loopback address.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn new(port: u16) -> Result<Self, String> {
        let mut bytes = [0_u8; TOKEN];
        getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
        let token = bytes.iter().fold(String::new(), |mut token, byte| {
            let _ = write!(token, "{byte:02x}");
            token
        });
        Ok(Self::with_token(port, &token))
    }

    /// The same with a token that was made before.
    #[must_use]
    pub fn with_token(port: u16, token: &str) -> Self {
        let mut hosts = NAMES.map(|name| format!("{name}:{port}")).to_vec();
        if port == HTTP {
            // Browsers leave out the port that is the usual one.
            hosts.extend(NAMES.map(str::to_owned));
        }
        Self { token: token.to_owned(), hosts }
    }

    /// The token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Where the page is.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/{}/", self.hosts[0], self.token)
    }

    /// Whether a request names the server by its own address. Another name means that a page from elsewhere has been
    /// led here (DNS rebinding).
    pub(super) fn knows_host(&self, host: Option<&[u8]>) -> bool {
        host.is_some_and(|host| self.hosts.iter().any(|own| host.eq_ignore_ascii_case(own.as_bytes())))
    }

    /// What a path asks for, where it begins with the token.
    pub(super) fn open<'a>(&self, path: &'a str) -> Option<&'a str> {
        let (token, rest) = path.strip_prefix('/')?.split_once('/')?;
        same(token.as_bytes(), self.token.as_bytes()).then_some(rest)
    }
}

/// Compares in a time that does not tell how much is right.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::Access;

    #[test]
    fn only_the_whole_token_opens() {
        let access = Access::new(4000).expect("random numbers");
        let path = access.url().trim_start_matches("http://127.0.0.1:4000").to_owned();
        let token = path.trim_matches('/').to_owned();
        assert_eq!(token.len(), 48);
        assert_eq!(access.open(&format!("/{token}/events")), Some("events"));
        for wrong in [format!("/{token}"), format!("/{}/", &token[1..]), format!("/{token}0/"), "//".to_owned()] {
            assert_eq!(access.open(&wrong), None, "{wrong}");
        }
        assert_ne!(Access::new(4000).expect("random numbers").url(), access.url());
        assert!(!format!("{access:?}").contains(&token));
    }

    #[test]
    fn only_the_own_address_is_answered() {
        let access = Access::new(4000).expect("random numbers");
        for host in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000"] {
            assert!(access.knows_host(Some(host.as_bytes())), "{host}");
        }
        for host in ["evil.example:4000", "127.0.0.1", "127.0.0.1:4001", "127.0.0.1:4000.evil.example", ""] {
            assert!(!access.knows_host(Some(host.as_bytes())), "{host}");
        }
        assert!(!access.knows_host(None));
        let usual = Access::new(80).expect("random numbers");
        for host in ["127.0.0.1", "localhost", "127.0.0.1:80"] {
            assert!(usual.knows_host(Some(host.as_bytes())), "{host}");
        }
        assert!(!usual.knows_host(Some(b"evil.example")));
    }
}
