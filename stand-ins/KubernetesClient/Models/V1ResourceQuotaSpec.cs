namespace k8s.Models;

public partial record V1ResourceQuotaSpec
{
    [JsonPropertyName("hard")]
    public IDictionary<string, ResourceQuantity> Hard { get; set; }

    [JsonPropertyName("scopeSelector")]
    public V1ScopeSelector ScopeSelector { get; set; }

    [JsonPropertyName("scopes")]
    public IList<string> Scopes { get; set; }
}
