package dev.sluice.kubernetes.notify;

import dev.sluice.core.model.Channel;
import dev.sluice.core.model.Channel.Hidden;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** POSTs JSON. Goes nowhere but where the administrator said: no redirect is followed. What an answer says is not read. */
final class HttpSender {

    private static final int MOST_CLIENTS = 20;

    /** By whom they trust: connections are kept, and so are few. */
    private final Map<List<X509Certificate>, HttpClient> clients = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<X509Certificate>, HttpClient> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    private final Clock clock;

    HttpSender(Clock clock) {
        this.clock = clock;
    }

    /** @param key absent: it is not signed */
    Attempt post(Hidden url, Optional<Hidden> key, Notice notice, byte[] body, Channel.Terms terms)
            throws InterruptedException {
        URI uri;
        try {
            uri = URI.create(url.text());
        } catch (IllegalArgumentException e) {
            return new Attempt.Never("its url can't be used");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("User-Agent", "sluice")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers(key, notice, body).forEach(request::header);
        return send(client(terms.authorities()), request.build(), terms.timeout());
    }

    private HttpClient client(List<X509Certificate> authorities) {
        synchronized (clients) {
            return clients.computeIfAbsent(authorities, certificates -> HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .sslContext(Trust.in(certificates))
                    .build());
        }
    }

    private Map<String, String> headers(Optional<Hidden> key, Notice notice, byte[] body) {
        if (key.isEmpty()) {
            return Map.of("Sluice-Delivery", notice.id());
        }
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        return Map.of(
                "Sluice-Delivery", notice.id(),
                "Sluice-Event", notice.event(),
                "Sluice-Timestamp", timestamp,
                "Sluice-Signature", Signature.of(key.get().text(), timestamp, body));
    }

    /** The client's own timeout ends with the answer's first line. */
    private Attempt send(HttpClient client, HttpRequest request, Duration timeout) throws InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return judged(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Attempt.again("did not answer within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            return Attempt.again(why(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    private static Attempt judged(HttpResponse<Void> answer) {
        int code = answer.statusCode();
        String why = "answered " + code;
        if (code >= 200 && code < 300) {
            return new Attempt.Told();
        }
        if (code >= 300 && code < 400) {
            return new Attempt.Never(why + ": redirects are not followed");
        }
        boolean passes = code >= 500 || code == 408 || code == 425 || code == 429;
        return passes ? new Attempt.Again(why, retryAfter(answer)) : new Attempt.Never(why);
    }

    private static Optional<Duration> retryAfter(HttpResponse<Void> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /** Exceptions may name what is secret: their kinds say enough. */
    private static String why(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException || t instanceof java.net.UnknownHostException) {
                return "its host is not known";
            }
            if (t instanceof SSLException) {
                return "no secure connection could be agreed on: is its certificate trusted?";
            }
        }
        if (e instanceof HttpTimeoutException) {
            return "did not answer in time";
        }
        return e instanceof ConnectException ? "can't be connected to" : "the connection broke";
    }
}
