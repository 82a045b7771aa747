package dev.sluice.kubernetes.upload;

/** Who a token was made for, as the API server says: a Pod of a namespace. */
public record Caller(String namespace, String pod, String podUid) {}
