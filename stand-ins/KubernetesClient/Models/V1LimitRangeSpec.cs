namespace k8s.Models;

public partial record V1LimitRangeSpec
{
    [JsonPropertyName("limits")]
    public IList<V1LimitRangeItem> Limits { get; set; }
}
