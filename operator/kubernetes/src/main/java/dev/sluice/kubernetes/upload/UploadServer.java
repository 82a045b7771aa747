package dev.sluice.kubernetes.upload;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.text.Outputs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /upload}, on a port of its own: {@code Authorization: Bearer TOKEN}, the steps as the body. */
public final class UploadServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UploadServer.class);
    private static final int THREADS = 4;
    private static final String SECONDS_FOR_A_REQUEST = "30";
    private static final String BEARER = "Bearer ";

    static {
        // Who sends slowly must not keep others waiting for ever. Read when the first server of the process is made.
        System.setProperty("sun.net.httpserver.maxReqTime", SECONDS_FOR_A_REQUEST);
        System.setProperty("sun.net.httpserver.maxRspTime", SECONDS_FOR_A_REQUEST);
    }

    private final HttpServer server;
    private final UploadDesk desk;
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "uploads");
        thread.setDaemon(true);
        return thread;
    });

    /** @param port 0: any that is free */
    public UploadServer(int port, UploadDesk desk) throws IOException {
        this.desk = desk;
        server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            if (answer.code() == 401) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            }
            exchange.sendResponseHeaders(answer.code(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!exchange.getRequestURI().getPath().equals("/upload")) {
            return new Answer(404, "POST /upload is all there is here\n");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return new Answer(405, "POST it\n");
        }
        try {
            return upload(exchange);
        } catch (IOException e) {
            return new Answer(400, "can't be read\n");
        } catch (RuntimeException e) {
            log.warn("an upload could not be taken: {}", e.toString());
            return new Answer(503, "not now; try again\n");
        }
    }

    private Answer upload(HttpExchange exchange) throws IOException {
        Optional<Caller> caller = Optional.ofNullable(
                        exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip())
                .filter(token -> !token.isEmpty())
                .flatMap(desk::caller);
        if (caller.isEmpty()) {
            return Answer.unauthorized();
        }
        byte[] body = exchange.getRequestBody().readNBytes(Outputs.MOST_UPLOAD_BYTES + 1);
        if (body.length > Outputs.MOST_UPLOAD_BYTES) {
            return Answer.tooLarge();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return desk.upload(caller.get(), run(exchange), text);
        } catch (CharacterCodingException e) {
            return new Answer(422, "upload: is not a text in UTF-8\n");
        }
    }

    private static Optional<String> run(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).stream()
                .flatMap(query -> Stream.of(query.split("&")))
                .filter(parameter -> parameter.startsWith("run="))
                .map(parameter -> URLDecoder.decode(parameter.substring("run=".length()), StandardCharsets.UTF_8))
                .findFirst();
    }
}
