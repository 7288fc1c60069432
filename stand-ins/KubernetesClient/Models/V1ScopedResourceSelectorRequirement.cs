namespace k8s.Models;

public partial record V1ScopedResourceSelectorRequirement
{
    [JsonPropertyName("operator")]
    public required string OperatorProperty { get; set; }

    [JsonPropertyName("scopeName")]
    public required string ScopeName { get; set; }

    [JsonPropertyName("values")]
    public IList<string> Values { get; set; }
}
