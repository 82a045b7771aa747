package dev.sluice.kubernetes.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.kubernetes.pod.CheckoutProgram.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whom a real git tells the Secret: a git server that wants a password, and another host that wants one too and writes down what it is
 * told. The servers speak git's plain HTTP, where files are all there is.
 */
class CheckoutSecretTest {

    private static final String PASSWORD = "pa%s=w&rd";
    private static final String ALICE =
            "Basic " + Base64.getEncoder().encodeToString(("alice:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final UnaryOperator<String> FOLLOWING_REDIRECTS =
            program -> program.replace("http.followRedirects false", "http.followRedirects true");

    @TempDir
    Path folder;

    private final List<String> askedElsewhere = new CopyOnWriteArrayList<>();
    private final List<String> toldElsewhere = new CopyOnWriteArrayList<>();
    private HttpServer source;
    private HttpServer elsewhere;

    /** Where the source sends git for paths that hold this word; with or without a password. */
    private volatile Optional<String> redirected = Optional.empty();

    private volatile boolean redirectsStrangers;

    @BeforeEach
    void twoServers() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "no git on this machine");
        Files.createDirectory(folder.resolve("secret"));
        Files.writeString(folder.resolve("secret/username"), "alice\n");
        Files.writeString(folder.resolve("secret/password"), PASSWORD + "\n");
        Path work = Files.createDirectory(folder.resolve("work"));
        Git.in(work, "init", "-q", "-b", "main");
        Files.writeString(work.resolve("text"), "hello");
        Git.in(work, "add", "text");
        Git.in(work, "commit", "-q", "-m", "first");
        Path served = Files.createDirectories(folder.resolve("srv/team a"));
        Git.in(work, "clone", "-q", "--bare", ".", served.resolve("private.git").toString());
        Git.in(served.resolve("private.git"), "update-server-info");
        source = server(this::serve);
        elsewhere = server(this::record);
    }

    @AfterEach
    void stop() {
        source.stop(0);
        elsewhere.stop(0);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "http://localhost:PORT/team%20a/private.git",
                "http://localhost:PORT/team%20a/private.git/",
                "http://LOCALHOST:PORT/%74eam%20a/private.git",
                "http://bob@localhost:PORT/team%20a/private.git",
                "http://127.0.0.1:PORT/team%20a/../team%20a/private.git"
            })
    void theServerOfTheUrlIsToldThePassword(String url) throws Exception {
        Ended ended = checkout(url, UnaryOperator.identity());
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(Files.readString(folder.resolve("place/text"))).isEqualTo("hello");
    }

    /** Each of the two locks holds without the other: git does not go there, and has nothing to tell if it did. */
    @ParameterizedTest(name = "redirected at {0}, before it wants a password: {1}, git would follow: {2}")
    @CsvSource({
        "info/refs, true,  false",
        "info/refs, false, false",
        "objects/,  false, false",
        "info/refs, true,  true",
        "info/refs, false, true",
        "objects/,  false, true"
    })
    void anotherHostIsNotToldIt(String where, boolean strangers, boolean follows) throws Exception {
        redirected = Optional.of(where);
        redirectsStrangers = strangers;
        Ended ended = checkout(follows ? FOLLOWING_REDIRECTS : UnaryOperator.identity());
        assertThat(ended.status()).isNotZero();
        assertThat(askedElsewhere.isEmpty()).isEqualTo(!follows);
        assertThat(toldElsewhere).isEmpty();
    }

    @Test
    void thisTestSeesWhatAHelperForAllHostsTells() throws Exception {
        redirected = Optional.of("info/refs");
        redirectsStrangers = true;
        checkout(program ->
                FOLLOWING_REDIRECTS.apply(program).replace("\"credential.$url.helper\"", "credential.helper"));
        assertThat(toldElsewhere).contains(ALICE);
    }

    /**
     * In plain HTTP a server may say that the rest of a repository is elsewhere. Git would tell that host the password it has in mind already,
     * without asking for another: here it is the first lock that holds.
     */
    @Test
    void alternatesOfAnotherHostAreNotToldIt() throws Exception {
        Path objects = folder.resolve("srv/team a/private.git/objects");
        Files.writeString(objects.resolve("info/http-alternates"), elsewhere("objects") + "\n");
        try (Stream<Path> kept = Files.list(objects)) {
            for (Path part :
                    kept.filter(p -> p.getFileName().toString().length() == 2).toList()) {
                Files.move(part, folder.resolve("moved-" + part.getFileName()));
            }
        }
        assertThat(checkout(UnaryOperator.identity()).status()).isNotZero();
        assertThat(askedElsewhere).isEmpty();
        assertThat(checkout(FOLLOWING_REDIRECTS).status()).isNotZero();
        assertThat(toldElsewhere).as("what this test sees without it").contains(ALICE);
    }

    @Test
    void submodulesAndLfsOfAnotherHostAreNotFetched() throws Exception {
        Path work = folder.resolve("work");
        String head = Git.in(work, "rev-parse", "HEAD").strip();
        Files.writeString(
                work.resolve(".gitmodules"), "[submodule \"s\"]\npath = s\nurl = " + elsewhere("s.git") + "\n");
        Files.writeString(work.resolve(".lfsconfig"), "[lfs]\nurl = " + elsewhere("lfs") + "\n");
        Files.writeString(work.resolve(".gitattributes"), "big filter=lfs\n");
        Files.writeString(work.resolve("big"), "version https://git-lfs.github.com/spec/v1\n");
        Git.in(work, "add", ".");
        Git.in(work, "update-index", "--add", "--cacheinfo", "160000," + head + ",s");
        Git.in(work, "commit", "-q", "-m", "second");
        Path bare = folder.resolve("srv/team a/private.git");
        Git.in(work, "push", "-q", bare.toString(), "main");
        Git.in(bare, "update-server-info");
        Ended ended = checkout(UnaryOperator.identity());
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(folder.resolve("place/s")).isEmptyDirectory();
        assertThat(folder.resolve("place/big")).hasContent("version https://git-lfs.github.com/spec/v1");
        assertThat(askedElsewhere).isEmpty();
    }

    private Ended checkout(UnaryOperator<String> changed) throws Exception {
        return checkout("http://localhost:PORT/team%20a/private.git", changed);
    }

    private Ended checkout(String url, UnaryOperator<String> changed) throws Exception {
        String port = Integer.toString(source.getAddress().getPort());
        return new CheckoutProgram(folder, changed).run(url.replace("PORT", port), "main", "", "place");
    }

    /** A private repository. */
    private void serve(HttpExchange exchange) throws IOException {
        boolean known = ALICE.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String path = exchange.getRequestURI().getPath();
        if (redirected.filter(path::contains).isPresent() && (known || redirectsStrangers)) {
            exchange.getResponseHeaders()
                    .set(
                            "Location",
                            elsewhere(exchange.getRequestURI().toString().substring(1)));
            exchange.sendResponseHeaders(302, -1);
        } else if (!known) {
            wantPassword(exchange);
        } else {
            Path file = folder.resolve("srv" + path).normalize();
            if (Files.isRegularFile(file)) {
                byte[] bytes = Files.readAllBytes(file);
                exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
        exchange.close();
    }

    private void record(HttpExchange exchange) throws IOException {
        askedElsewhere.add(exchange.getRequestURI().toString());
        toldElsewhere.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        wantPassword(exchange);
        exchange.close();
    }

    private static void wantPassword(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
    }

    private String elsewhere(String path) {
        return "http://localhost:" + elsewhere.getAddress().getPort() + "/" + path;
    }

    private static HttpServer server(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        return server;
    }
}
