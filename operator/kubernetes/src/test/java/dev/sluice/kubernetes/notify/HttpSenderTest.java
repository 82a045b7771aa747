package dev.sluice.kubernetes.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.model.Channel;
import dev.sluice.core.model.Channel.Hidden;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a receiver that really listens. */
class HttpSenderTest {

    private static final String KEY = "0123456789abcdef";
    private static final byte[] BODY = "{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8);
    private static final Notice NOTICE = NoticeMaker.requested().make();

    private final HttpSender sender =
            new HttpSender(Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC));
    private final Queue<Integer> codes = new ArrayDeque<>();
    private final List<Headers> requests = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itIsSignedAndHasAnId() throws InterruptedException {
        codes.add(200);
        assertThat(post("/hook?a=b", Duration.ofSeconds(5))).isEqualTo(new Attempt.Told());
        Headers headers = requests.get(0);
        assertThat(paths).containsExactly("POST /hook?a=b");
        assertThat(bodies.get(0)).isEqualTo(BODY);
        assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(headers.getFirst("Sluice-Delivery")).isEqualTo("id-1");
        assertThat(headers.getFirst("Sluice-Event")).isEqualTo("Requested");
        assertThat(headers.getFirst("Sluice-Timestamp")).isEqualTo("1795255200");
        assertThat(headers.getFirst("Sluice-Signature")).isEqualTo(Signature.of(KEY, "1795255200", BODY));
        assertThat(headers).doesNotContainKey("Upgrade");
    }

    @Test
    void whatIsNotSignedSaysNoMoreThanItsId() throws InterruptedException {
        codes.add(204);
        assertThat(sender.post(url("/"), Optional.empty(), NOTICE, BODY, terms(Duration.ofSeconds(5))))
                .isEqualTo(new Attempt.Told());
        assertThat(requests.get(0).getFirst("Sluice-Delivery")).isEqualTo("id-1");
        assertThat(requests.get(0)).doesNotContainKeys("Sluice-signature", "Sluice-event");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "500, again",
        "503, again",
        "429, again",
        "408, again",
        "404, never",
        "401, never",
        "400, never",
        "302, never",
        "307, never"
    })
    void answers(int code, String what) throws InterruptedException {
        codes.add(code);
        Attempt attempt = post("/", Duration.ofSeconds(5));
        if (what.equals("again")) {
            assertThat(attempt)
                    .isEqualTo(new Attempt.Again(
                            "answered " + code, code == 429 ? Optional.of(Duration.ofSeconds(7)) : Optional.empty()));
        } else {
            assertThat(((Attempt.Never) attempt).why()).startsWith("answered " + code);
        }
        assertThat(paths).as("no redirect is followed").hasSize(1);
    }

    @Test
    void twoFailuresThenAnAnswer() throws InterruptedException {
        codes.addAll(List.of(500, 500, 200));
        assertThat(post("/", Duration.ofSeconds(5))).isInstanceOf(Attempt.Again.class);
        assertThat(post("/", Duration.ofSeconds(5))).isInstanceOf(Attempt.Again.class);
        assertThat(post("/", Duration.ofSeconds(5))).isEqualTo(new Attempt.Told());
    }

    @ParameterizedTest(name = "hangs {0}")
    @CsvSource({"before an answer", "in the middle of one"})
    void whatHangsIsLeft(String where) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread hangs = new Thread(() -> {
                try {
                    var connection = socket.accept();
                    if (where.startsWith("in")) {
                        connection
                                .getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"
                                        .getBytes(StandardCharsets.US_ASCII));
                    }
                    Thread.sleep(20_000);
                } catch (IOException | InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            hangs.setDaemon(true);
            hangs.start();
            Hidden url = new Hidden("http://127.0.0.1:" + socket.getLocalPort());
            long begun = System.nanoTime();
            assertThat(sender.post(url, Optional.empty(), NOTICE, BODY, terms(Duration.ofSeconds(1))))
                    .isEqualTo(Attempt.again("did not answer within 1 s"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            hangs.interrupt();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "http://127.0.0.1:1/hunter2, can't be connected to",
        "http://nowhere.invalid/hunter2, its host is not known",
    })
    void whatCanNotBeReachedIsSaidWithoutItsUrl(String url, String why) throws InterruptedException {
        assertThat(sender.post(new Hidden(url), Optional.empty(), NOTICE, BODY, terms(Duration.ofSeconds(5))))
                .isEqualTo(Attempt.again(why));
    }

    @Test
    void whereThereIsNoSecureConnectionNothingIsTold() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread plain = new Thread(() -> {
                try (var connection = socket.accept()) {
                    connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // the sender has gone
                }
            });
            plain.setDaemon(true);
            plain.start();
            Hidden url = new Hidden("https://127.0.0.1:" + socket.getLocalPort());
            Attempt attempt = sender.post(url, Optional.empty(), NOTICE, BODY, terms(Duration.ofSeconds(5)));
            assertThat(((Attempt.Again) attempt).why()).startsWith("no secure connection could be agreed on");
        }
    }

    private Attempt post(String path, Duration timeout) throws InterruptedException {
        return sender.post(url(path), Optional.of(new Hidden(KEY)), NOTICE, BODY, terms(timeout));
    }

    private static Channel.Terms terms(Duration timeout) {
        return new Channel.Terms(timeout, 1, Optional.empty(), List.of());
    }

    private Hidden url(String path) {
        return new Hidden("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestHeaders());
            bodies.add(exchange.getRequestBody().readAllBytes());
            paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            int code = codes.remove();
            if (code == 429) {
                exchange.getResponseHeaders().set("Retry-After", "7");
            }
            if (code / 100 == 3) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(code, -1);
        }
    }
}
