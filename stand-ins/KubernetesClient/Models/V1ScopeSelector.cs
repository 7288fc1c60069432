namespace k8s.Models;

public partial record V1ScopeSelector
{
    [JsonPropertyName("matchExpressions")]
    public IList<V1ScopedResourceSelectorRequirement> MatchExpressions { get; set; }
}
