package dev.sluice.kubernetes.measure;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests to the API server as they are sent, repeated ones included, under the verbs and resources of its audit log:
 * {@code update pipelineruns/status}.
 */
public final class ApiRequests implements Interceptor {

    private final MeterRegistry registry;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    public ApiRequests(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        ApiRequest counted = ApiRequest.of(request.method(), request.uri());
        counters.computeIfAbsent(counted.verb() + " " + counted.resource(), key -> counter(counted))
                .increment();
    }

    private Counter counter(ApiRequest request) {
        return Counter.builder("sluice.api.requests")
                .description("Requests to the API server")
                .tag("verb", request.verb())
                .tag("resource", request.resource())
                .register(registry);
    }

    /** What a request is, in Kubernetes' words. Names of objects and namespaces are left out: labels are few. */
    record ApiRequest(String verb, String resource) {

        private static final int IN_CORE = 3; // /api/v1/RESOURCE
        private static final int IN_GROUP = 4; // /apis/GROUP/v1/RESOURCE

        static ApiRequest of(String method, URI uri) {
            String[] path = uri.getPath().split("/");
            int at = path.length > 1 && "api".equals(path[1]) ? IN_CORE : IN_GROUP;
            if (path.length <= at || path.length < 2 || !path[1].startsWith("api")) {
                return new ApiRequest("get", "other");
            }
            boolean namespaced = "namespaces".equals(path[at]) && path.length > at + 2;
            int resource = namespaced ? at + 2 : at;
            boolean named = path.length > resource + 1;
            String sub = path.length > resource + 2 ? "/" + path[resource + 2] : "";
            return new ApiRequest(verb(method, named, uri.getQuery()), path[resource] + sub);
        }

        private static String verb(String method, boolean named, String query) {
            return switch (method) {
                case "POST" -> "create";
                case "PUT" -> "update";
                case "PATCH" -> "patch";
                case "DELETE" -> named ? "delete" : "deletecollection";
                default -> query != null && query.contains("watch=true") ? "watch" : named ? "get" : "list";
            };
        }
    }
}
