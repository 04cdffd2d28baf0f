import TollGateJSON

/// A JSON schema for editors (draft 2020-12), made of the tables that read the file (H2).
package enum ConfigSchema {
  package static func text(_ drivers: Drivers) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("$schema")
    writer.string("https://json-schema.org/draft/2020-12/schema")
    writer.key("title")
    writer.string("tollgate's configuration")
    writer.key("type")
    writer.string("object")
    writer.key("additionalProperties")
    writer.bool(false)
    writer.key("properties")
    writer.beginObject()
    port("links", drivers.links, ConfigSections.links, &writer)
    port("gateways", drivers.gateways, ConfigSections.gateways, &writer)
    port("payment", drivers.payment, ConfigSections.payment, &writer)
    port("egress", drivers.egress, ConfigSections.egress, &writer)
    ConfigSections.plain.writeProperties(&writer)
    writer.endObject()
    writer.endObject()
    return PrettyJSON.text(writer.bytes)
  }

  private static func port<Product, Target>(
    _ name: String, _ kinds: [Registration<Product>], _ table: ConfigTable<Target>, _ writer: inout JSONWriter
  ) {
    writer.key(name)
    writer.beginObject()
    writer.key("type")
    writer.string("object")
    writer.key("additionalProperties")
    writer.bool(false)
    writer.key("properties")
    writer.beginObject()
    writer.key("driver")
    writer.beginObject()
    writer.key("enum")
    writer.beginArray()
    for kind in kinds { writer.string(kind.kind) }
    writer.endArray()
    writer.endObject()
    table.writeProperties(&writer)
    for kind in kinds { kind.writeProperties(&writer) }
    writer.endObject()
    writer.endObject()
  }
}
