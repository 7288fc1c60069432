namespace k8s.Models;

internal sealed class ResourceQuantityJsonConverter : JsonConverter<ResourceQuantity>
{
    // The API server also takes and gives plain numbers.
    public override ResourceQuantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType is JsonTokenType.Number
            ? reader.GetDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture)
            : reader.GetString());

    public override void Write(Utf8JsonWriter writer, ResourceQuantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
