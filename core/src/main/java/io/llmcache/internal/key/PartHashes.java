package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.spi.RequestFacts;
import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names the parts of a key, with a short hash of each. The hashes are under a secret that this
 * object makes itself and nobody keeps: without it they say nothing about what was hashed.
 * Thread-safe.
 */
public final class PartHashes {

  /** Arrays in which each element is a part: the turns of a dialogue, the inputs of a batch. */
  private static final Set<String> BY_ELEMENT = Set.of("messages", "contents", "input");

  /** So many members, and elements of one array, are parts; the rest is one. */
  private static final int MOST = 64;

  private static final Pattern USUAL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.$-]{0,39}");

  private final byte[] secret = new byte[32];

  public PartHashes() {
    new SecureRandom().nextBytes(secret);
  }

  /**
   * The parts of a key, in the order of the key: name to eight hexadecimal digits. Never holds a
   * value. Takes a pass over the request's canonical text.
   */
  public Map<String, String> of(String namespace, String tenant, URI target, RequestFacts facts) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("namespace", hash(namespace));
    parts.put("tenant", hash(tenant));
    parts.put("format", hash(facts.format()));
    parts.put("origin", hash(KeyDeriver.origin(target)));
    parts.put("path", hash(facts.path()));
    facts
        .keyHeaders()
        .forEach((name, value) -> parts.merge("header:" + shown(name), hash(value), this::both));
    facts.keyQuery().forEach(query -> parts.merge(queryName(query), hash(query), this::both));
    byte[] canonical = facts.canonical();
    List<JsonSpans.Span> members = JsonSpans.members(canonical);
    if (members.isEmpty()) {
      parts.put("request", hash(canonical, 0, canonical.length));
    } else {
      members(parts, canonical, members);
    }
    return parts;
  }

  /** The hash of a text. */
  public String hash(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return hash(bytes, 0, bytes.length);
  }

  private void members(Map<String, String> parts, byte[] json, List<JsonSpans.Span> members) {
    for (JsonSpans.Span member : members.subList(0, Math.min(MOST, members.size()))) {
      String name = shown(member.name());
      List<JsonSpans.Span> elements =
          BY_ELEMENT.contains(name) ? JsonSpans.elements(json, member) : List.of();
      if (elements.isEmpty()) {
        parts.merge(name, hash(json, member.from(), member.to()), this::both);
      } else {
        elements(parts, json, name, elements);
      }
    }
    if (members.size() > MOST) {
      int from = members.get(MOST).from();
      parts.put("more", hash(json, from, members.get(members.size() - 1).to()));
    }
  }

  private void elements(
      Map<String, String> parts, byte[] json, String name, List<JsonSpans.Span> elements) {
    for (int i = 0; i < Math.min(MOST, elements.size()); i++) {
      parts.put(name + "[" + i + "]", hash(json, elements.get(i).from(), elements.get(i).to()));
    }
    if (elements.size() > MOST) {
      int to = elements.get(elements.size() - 1).to();
      parts.put(name + "[" + MOST + "..]", hash(json, elements.get(MOST).from(), to));
    }
  }

  private String queryName(String query) {
    int end = query.indexOf('=');
    return "query:" + shown(end < 0 ? query : query.substring(0, end));
  }

  /** Names are the caller's own words: what is no usual name of a field is hashed as well. */
  private String shown(String name) {
    return USUAL_NAME.matcher(name).matches() ? name : "other-" + hash(name);
  }

  private String both(String one, String other) {
    return hash(one + other);
  }

  private String hash(byte[] bytes, int from, int to) {
    MessageDigest digest = Sha256.digest();
    digest.update(secret);
    digest.update(bytes, from, to - from);
    return HexFormat.of().formatHex(digest.digest(), 0, 4);
  }

  /** The names of all parts that are not alike in both, in the order of the first. */
  public static List<String> differing(Map<String, String> one, Map<String, String> other) {
    List<String> names = new ArrayList<>();
    one.forEach(
        (name, hash) -> {
          if (!hash.equals(other.get(name))) {
            names.add(name);
          }
        });
    other.keySet().stream().filter(name -> !one.containsKey(name)).forEach(names::add);
    return names;
  }
}
