package io.llmcache.exchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Header fields of a request or a reply. Names are compared without case, the order of the fields
 * is kept (RFC 9110 section 5). Immutable and thread-safe.
 */
public final class Headers {

  /** No fields at all. */
  public static final Headers EMPTY = new Headers(List.of());

  private final List<Field> fields;

  private Headers(List<Field> fields) {
    this.fields = fields;
  }

  /** Copies a map of field names to their values; an entry without values is left out. */
  public static Headers of(Map<String, ? extends Collection<String>> map) {
    List<Field> fields = new ArrayList<>();
    map.forEach((name, values) -> values.forEach(value -> fields.add(new Field(name, value))));
    return new Headers(List.copyOf(fields));
  }

  /** One field. */
  public static Headers of(String name, String value) {
    return new Headers(List.of(new Field(name, value)));
  }

  /** The first value of the field, or null where there is none. */
  public @Nullable String first(String name) {
    for (Field field : fields) {
      if (field.is(name)) {
        return field.value();
      }
    }
    return null;
  }

  /** All values of the field joined by {@code ", "} (RFC 9110 section 5.3), or null without any. */
  public @Nullable String joined(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? null : String.join(", ", values);
  }

  /** All values of the field in order; empty where there is none. */
  public List<String> all(String name) {
    List<String> values = List.of();
    for (Field field : fields) {
      if (field.is(name)) {
        values = values.isEmpty() ? new ArrayList<>(2) : values;
        values.add(field.value());
      }
    }
    return List.copyOf(values);
  }

  /** These fields, and the others at the end. */
  public Headers plus(Headers others) {
    List<Field> all = new ArrayList<>(fields);
    all.addAll(others.fields);
    return new Headers(List.copyOf(all));
  }

  /** These fields and one more at the end. */
  public Headers plus(String name, String value) {
    Field[] more = fields.toArray(new Field[fields.size() + 1]);
    more[fields.size()] = new Field(name, value);
    return new Headers(List.of(more));
  }

  /** These fields with every earlier value of {@code name} replaced by one. */
  public Headers with(String name, String value) {
    return keeping(other -> !other.equalsIgnoreCase(name)).plus(name, value);
  }

  /** Only the fields whose name passes the test. */
  public Headers keeping(Predicate<String> name) {
    return new Headers(fields.stream().filter(field -> name.test(field.name())).toList());
  }

  /** Calls back once per field, in order, with the name as it was written. */
  public void forEach(BiConsumer<String, String> each) {
    fields.forEach(field -> each.accept(field.name(), field.value()));
  }

  /** How many fields there are. */
  public int size() {
    return fields.size();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  /** Names only: values may be credentials, and this may end up in a log. */
  @Override
  public String toString() {
    return fields.stream().map(Field::name).toList().toString();
  }

  private record Field(String name, String value) {

    boolean is(String asked) {
      return name.length() == asked.length() && name.equalsIgnoreCase(asked);
    }
  }
}
