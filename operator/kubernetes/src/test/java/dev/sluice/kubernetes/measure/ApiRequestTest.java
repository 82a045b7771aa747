package dev.sluice.kubernetes.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestTest {

    @ParameterizedTest(name = "{0} {1} is {2} {3}")
    @CsvSource({
        "POST, /api/v1/namespaces/n/pods, create, pods",
        "GET, /api/v1/namespaces/n/pods/p, get, pods",
        "GET, /api/v1/pods, list, pods",
        "GET, '/api/v1/pods?watch=true&labelSelector=a', watch, pods",
        "GET, '/api/v1/namespaces/n/pods?labelSelector=a', list, pods",
        "PATCH, /api/v1/namespaces/n/pods/p, patch, pods",
        "DELETE, /api/v1/namespaces/n/pods/p, delete, pods",
        "DELETE, /api/v1/namespaces/n/pods, deletecollection, pods",
        "PUT, /apis/sluice.dev/v1alpha1/namespaces/n/pipelineruns/r/status, update, pipelineruns/status",
        "GET, /apis/sluice.dev/v1alpha1/pipelineruns, list, pipelineruns",
        "POST, /apis/apps/v1/namespaces/n/controllerrevisions, create, controllerrevisions",
        "POST, /api/v1/namespaces/n/events, create, events",
        "PUT, /apis/coordination.k8s.io/v1/namespaces/n/leases/l, update, leases",
        "POST, /apis/authorization.k8s.io/v1/selfsubjectrulesreviews, create, selfsubjectrulesreviews",
        "GET, /api/v1/namespaces/n, get, namespaces",
        "GET, /api/v1/namespaces, list, namespaces",
        "GET, /version, get, other",
    })
    void requestsAreCountedUnderTheWordsOfTheAuditLog(String method, String uri, String verb, String resource) {
        ApiRequests.ApiRequest request = ApiRequests.ApiRequest.of(method, URI.create("https://api:6443" + uri));
        assertThat(request).isEqualTo(new ApiRequests.ApiRequest(verb, resource));
    }
}
