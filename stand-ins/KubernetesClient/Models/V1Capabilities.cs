namespace k8s.Models;

public partial record V1Capabilities
{
    [JsonPropertyName("drop")]
    public IList<string> Drop { get; set; }
}
