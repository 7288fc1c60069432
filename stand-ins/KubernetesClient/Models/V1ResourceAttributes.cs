namespace k8s.Models;

public partial record V1ResourceAttributes
{
    [JsonPropertyName("group")]
    public string Group { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("namespace")]
    public string NamespaceProperty { get; set; }

    [JsonPropertyName("resource")]
    public string Resource { get; set; }

    [JsonPropertyName("subresource")]
    public string Subresource { get; set; }

    [JsonPropertyName("verb")]
    public string Verb { get; set; }
}
