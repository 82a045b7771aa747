"""A client of the API server that takes as little as it can of the cores it shares with what it measures."""

import json
import socket
import ssl
import threading
import time

USER_AGENT = "sluice-bench"


class ApiError(Exception):
    def __init__(self, method, path, status, body):
        self.status = status
        try:
            body = json.loads(body)["message"]
        except (ValueError, KeyError, TypeError):
            body = body[:300].decode(errors="replace")
        super().__init__(f"{method} {path}: {status}: {body}")


class Server:
    """Where the API server is and who asks: what a kubeconfig's current context says."""

    def __init__(self, host, port, tls, token):
        self.host, self.port, self.tls, self.token = host, port, tls, token
        self._own = threading.local()

    def connect(self):
        return Connection(self)

    def request(self, method, path, body=None, content_type="application/json"):
        """On this thread's own connection; a new one where the last has been idle for long."""
        connection = getattr(self._own, "connection", None)
        if connection is None or time.monotonic() - connection.used > 20:
            if connection:
                connection.close()
            connection = self._own.connection = Connection(self)
        try:
            return connection.request(method, path, body, content_type)
        except OSError:
            self._own.connection = None
            raise

    def get(self, path):
        return self.request("GET", path)

    def create(self, path, body):
        return self.request("POST", path, body)

    def delete(self, path, body=None):
        try:
            return self.request("DELETE", path, body)
        except ApiError as e:
            if e.status != 404:
                raise
            return None


class Connection:
    """One persistent TLS connection; not for two threads at once."""

    def __init__(self, server):
        raw = socket.create_connection((server.host, server.port), timeout=60)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = server.tls.wrap_socket(raw, server_hostname=server.host)
        self.reader = self.socket.makefile("rb")
        self.used = time.monotonic()
        authorization = f"Authorization: Bearer {server.token}\r\n" if server.token else ""
        self.fixed = f"Host: {server.host}:{server.port}\r\nUser-Agent: {USER_AGENT}\r\nAccept: application/json\r\n{authorization}"

    def request(self, method, path, body=None, content_type="application/json"):
        """The answer's JSON; an ApiError where the API server refuses."""
        status, answer = self.exchange(method, path, body, content_type)
        if status >= 300:
            raise ApiError(method, path, status, answer)
        return json.loads(answer) if answer[:1] in b"{[" else answer.decode()

    def exchange(self, method, path, body=None, content_type="application/json"):
        """The answer's status and raw body."""
        self.send(method, path, body, content_type)
        status, headers = self.read_head()
        answer = b"".join(self.chunks()) if headers.get(b"transfer-encoding") == b"chunked" else self.reader.read(
            int(headers.get(b"content-length", 0)))
        self.used = time.monotonic()
        return status, answer

    def send(self, method, path, body=None, content_type="application/json"):
        payload = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        kind = f"Content-Type: {content_type}\r\n" if payload else ""
        head = f"{method} {path} HTTP/1.1\r\n{self.fixed}{kind}Content-Length: {len(payload)}\r\n\r\n"
        self.socket.sendall(head.encode() + payload)

    def read_head(self):
        line = self.reader.readline()
        if not line:
            raise ConnectionError("the API server closed the connection")
        status, headers = int(line.split(b" ", 2)[1]), {}
        while (line := self.reader.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            headers[name.strip().lower()] = value.strip().lower()
        return status, headers

    def chunks(self):
        while size := int(self.reader.readline().split(b";")[0], 16):
            yield self.reader.read(size)
            self.reader.readline()
        self.reader.readline()

    def close(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()


class Watch(threading.Thread):
    """The events of a collection with the time each arrived.

    An event is kept as the bytes that came: it is read after the clock has stopped. `finished` is a
    pattern that only the event of a finished object has; the watch is done at the `expected`th object.
    """

    def __init__(self, server, path, finished, expected):
        super().__init__(daemon=True)
        self.path, self.finished, self.expected = path, finished, expected
        self.events, self.names = [], set()
        self.finished_at, self.failure, self.reopened, self.over = None, None, 0, threading.Event()
        self.connection = server.connect()
        self.version = self.connection.request("GET", f"{path}?limit=1")["metadata"]["resourceVersion"]
        self.open()
        self.start()

    def open(self):
        self.connection.socket.settimeout(60)
        self.connection.send("GET", f"{self.path}?watch=1&resourceVersion={self.version}&timeoutSeconds=3600")
        status, _ = self.connection.read_head()
        if status != 200:
            raise ApiError("WATCH", self.path, status, b"".join(self.connection.chunks()))
        self.connection.socket.settimeout(None)

    def run(self):
        try:
            while not self.over.is_set():
                self.read()
                # A saturated API server ends watches that fall behind; it has kept what comes next.
                self.reopened += 1
                if self.events:
                    self.version = json.loads(self.events[-1][1])["object"]["metadata"]["resourceVersion"]
                self.open()
        except (OSError, ValueError, KeyError, ApiError) as e:
            # Once it is over, it is the bench that hangs up.
            self.failure = None if self.over.is_set() else e
        self.over.set()

    def read(self):
        rest = b""
        for chunk in self.connection.chunks():
            now = time.perf_counter()
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self.see(now, line)

    def see(self, now, line):
        self.events.append((now, line))
        if self.finished.search(line):
            self.names.add(name_in(line))
            if len(self.names) == self.expected and not self.finished_at:
                self.finished_at = now
                self.over.set()

    def wait(self, seconds):
        """Whether all objects finished in that time."""
        self.over.wait(seconds)
        return self.finished_at is not None

    def close(self):
        self.over.set()
        self.connection.close()

    def objects(self):
        """(time, type, object) of all events, in the order they came."""
        for at, line in list(self.events):
            event = json.loads(line)
            yield at, event["type"], event["object"]


def name_in(event):
    """The object's name: the first "name" after its "metadata"."""
    at = event.index(b'"name":"', event.index(b'"metadata"')) + 8
    return event[at:event.index(b'"', at)]


def create_all(server, path, bodies, connections=10):
    """Creates them all at once; the time of the first send. The connections are open before the clock starts."""
    open_connections = [server.connect() for _ in range(min(connections, len(bodies)))]
    for connection in open_connections:
        connection.request("GET", "/version")
    payloads = [json.dumps(body).encode() for body in bodies]
    payloads.reverse()
    failures = []

    def work(connection):
        try:
            while payloads and not failures:
                try:
                    payload = payloads.pop()
                except IndexError:
                    return
                status, answer = connection.exchange("POST", path, payload)
                if status != 201:
                    failures.append(ApiError("POST", path, status, answer))
        except OSError as e:
            failures.append(e)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(c,), daemon=True) for c in open_connections]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return start
