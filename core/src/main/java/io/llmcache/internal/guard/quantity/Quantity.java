package io.llmcache.internal.guard.quantity;

import java.util.Set;

/**
 * One quantity of a text in canonical form.
 *
 * @param kind what it measures; quantities of one kind keep their order
 * @param keys the values it may stand for: "10 pounds" may be money or weight
 * @param soft it may be a mere article or figure of speech ("one", "a day", "first")
 * @param place how it stands in its sentence
 */
public record Quantity(String kind, Set<String> keys, boolean soft, Place place) {

  static Quantity hard(String kind, String... keys) {
    return new Quantity(kind, Set.of(keys), false, Place.PLAIN);
  }

  static Quantity soft(String kind, String... keys) {
    return new Quantity(kind, Set.of(keys), true, Place.PLAIN);
  }

  Quantity in(Place newPlace) {
    return new Quantity(kind, keys, soft, newPlace);
  }

  /** Whether both may mean the same. */
  boolean equalTo(Quantity other) {
    return place.role().equals(other.place.role()) && keys.stream().anyMatch(other.keys::contains);
  }

  /** Whether both count the same kind of thing, as far as the next word tells. */
  boolean countsLike(Quantity other) {
    return !place.counted().isEmpty() && place.counted().equals(other.place.counted());
  }

  /** Whether both measure the same, though maybe in other units. */
  boolean isKin(Quantity other) {
    return family().equals(other.family());
  }

  private String family() {
    return switch (kind) {
      case "time", "month", "rate" -> "span";
      default -> kind;
    };
  }

  @Override
  public String toString() {
    String value = String.join(" or ", keys.stream().sorted().toList());
    return place.role().isEmpty() ? value : place.role() + " " + value;
  }
}
