package io.llmcache.interceptor.http;

import io.llmcache.exchange.Headers;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a body handler is told about a response. */
record Head(int statusCode, HttpHeaders headers, HttpClient.Version version)
    implements HttpResponse.ResponseInfo {

  static Head of(int status, Headers headers, HttpClient.Version version) {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, value) -> fields.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
    return new Head(status, HttpHeaders.of(fields, (name, value) -> true), version);
  }

  /** The provider's own, with these fields more. */
  static HttpHeaders with(HttpHeaders received, Headers more) {
    return of(0, headers(received).plus(more), HttpClient.Version.HTTP_1_1).headers();
  }

  /** Without the names that HTTP/2 gives to what is no field. */
  static Headers headers(HttpHeaders received) {
    return Headers.of(received.map()).keeping(name -> !name.startsWith(":"));
  }
}
