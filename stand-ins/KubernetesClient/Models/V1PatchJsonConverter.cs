namespace k8s.Models;

public sealed class V1PatchJsonConverter : JsonConverter<V1Patch>
{
    public override V1Patch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("a patch is only ever sent");

    public override void Write(Utf8JsonWriter writer, V1Patch value, JsonSerializerOptions options)
    {
        if (value.Content is string json)
            writer.WriteRawValue(json);
        else
            JsonSerializer.Serialize(writer, value.Content, value.Content.GetType(), options);
    }
}
